using System.Globalization;
using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceWindowTests
{
    // Paris: clocks go from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October 2026.
    [Theory]
    [InlineData("30 3 * * *", "Europe/Paris", "2026-03-28T00:00:00Z", "2026-03-28T02:30:00Z", "an ordinary night, UTC+1")]
    [InlineData("30 3 * * *", "Europe/Paris", "2026-03-29T00:00:00Z", "2026-03-29T01:30:00Z", "after the jump, UTC+2")]
    [InlineData("30 2 * * *", "Europe/Paris", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "left out by the clocks: when they have jumped")]
    [InlineData("0 2 * * *", "Europe/Paris", "2026-03-29T00:00:00Z", "2026-03-29T01:00:00Z", "the first minute that is left out")]
    [InlineData("30 2 * * *", "Europe/Paris", "2026-10-24T22:30:00Z", "2026-10-25T00:30:00Z", "shown twice: the first time")]
    [InlineData("30 2 * * *", "Europe/Paris", "2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z", "and not the second")]
    [InlineData("0 3 * * SUN", "Europe/Paris", "2026-11-25T12:00:00Z", "2026-11-29T02:00:00Z", "weekly")]
    [InlineData("0 3 * * SUN#1", "Europe/Paris", "2026-11-25T12:00:00Z", "2026-12-06T02:00:00Z", "the first Sunday of a month")]
    [InlineData("0 3 L * *", "Europe/Paris", "2026-11-25T12:00:00Z", "2026-11-30T02:00:00Z", "the last day of a month")]
    [InlineData("30 2 * * *", "America/New_York", "2026-03-08T05:00:00Z", "2026-03-08T07:00:00Z", "the American jump")]
    [InlineData("15 2 * * *", "Australia/Lord_Howe", "2026-10-03T10:00:00Z", "2026-10-03T15:30:00Z", "a jump of half an hour")]
    [InlineData("0 0 29 2 *", "UTC", "2026-11-25T12:00:00Z", "2028-02-29T00:00:00Z", "a leap day")]
    [InlineData("0 3 31 2 *", "UTC", "2026-11-25T12:00:00Z", null, "a day that never comes")]
    public void After_Recurring_BeginsOnTheZonesClocks(string cron, string zone, string now, string? expected, string why) =>
        Window(cron, zone).After(At(now))?.From.ShouldBe(expected is null ? default : At(expected), why);

    [Theory]
    [InlineData("2026-03-29T00:59:59Z", false)]
    [InlineData("2026-03-29T01:00:00Z", true)]
    [InlineData("2026-03-29T01:59:59Z", true)]
    [InlineData("2026-03-29T02:00:00Z", false)]
    public void At_InTheNightOfTheJump_LastsTheSecondsThatPass(string now, bool expected) =>
        (Window("30 2 * * *", "Europe/Paris", hours: 1).At(At(now)) is not null).ShouldBe(expected);

    [Theory]
    [InlineData("2026-10-25T00:30:00Z", true)]
    [InlineData("2026-10-25T01:29:59Z", true)]
    [InlineData("2026-10-25T01:30:00Z", false)] // the clocks show 02:30 again
    [InlineData("2026-10-25T02:00:00Z", false)]
    public void At_InTheNightOfTwoHours_IsHeldOnce(string now, bool expected) =>
        (Window("30 2 * * *", "Europe/Paris", hours: 1).At(At(now)) is not null).ShouldBe(expected);

    [Theory]
    [InlineData("2026-12-01T00:59:59Z", false, true)]
    [InlineData("2026-12-01T01:00:00Z", true, false)]
    [InlineData("2026-12-01T02:59:59Z", true, false)]
    [InlineData("2026-12-01T03:00:00Z", false, false)]
    public void At_Once_IsHeldFromItsBeginningToItsEnd(string now, bool on, bool ahead)
    {
        var window = Window(null, null, hours: 2) with { From = At("2026-12-01T01:00:00Z") };

        (window.At(At(now)) is not null).ShouldBe(on);
        (window.After(At(now)) is not null).ShouldBe(ahead);
    }

    [Fact]
    public void At_Long_IsTheLastThatBegan() =>
        Window("0 * * * *", "UTC", hours: 3).At(At("2026-11-25T12:10:00Z"))!.From.ShouldBe(At("2026-11-25T12:00:00Z"));

    internal static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    internal static MaintenanceWindow Window(string? cron, string? zone, double hours = 0.5) => new()
    {
        Name = "nightly",
        Cron = cron,
        Zone = zone,
        ForS = hours * 3600,
        Reason = "backup",
        Scope = MaintenanceScope.Everything,
        Actor = "user:anna",
    };
}
