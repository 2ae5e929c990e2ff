using System.Globalization;
using SyntheticOps.Checker.Data;

namespace SyntheticOps.Checker.Tests.Data;

public sealed class QuietHoursTests
{
    [Theory]
    [InlineData("01:00-07:00 Europe/Paris", "2026-01-10T12:00Z", "2026-01-10T13:00Z", 0)]
    [InlineData("01:00-07:00 Europe/Paris", "2026-01-09T23:00Z", "2026-01-10T07:00Z", 6)]
    [InlineData("01:00-07:00 Europe/Paris", "2026-07-09T22:00Z", "2026-07-10T00:00Z", 1)]
    [InlineData("22:00-06:00 UTC", "2026-01-10T00:00Z", "2026-01-11T00:00Z", 8)]
    [InlineData("22:00-06:00 UTC", "2026-01-10T23:00Z", "2026-01-11T01:00Z", 2)]
    [InlineData("01:00-07:00 UTC", "2026-01-01T00:00Z", "2026-01-04T00:00Z", 18)]
    // The night of the change to summer time has five of those hours, that back to winter time seven.
    [InlineData("01:00-07:00 Europe/Paris", "2026-03-28T20:00Z", "2026-03-29T12:00Z", 5)]
    [InlineData("01:00-07:00 Europe/Paris", "2026-10-24T20:00Z", "2026-10-25T12:00Z", 7)]
    public void Within_Span_IsTheQuietPart(string hours, string from, string to, double expected) =>
        QuietHours.Parse(hours)!.Within(At(from), At(to)).TotalHours.ShouldBe(expected, 0.001);

    [Theory]
    [InlineData("")]
    [InlineData("01:00-07:00")]
    [InlineData("1-7 Europe/Paris")]
    [InlineData("01:00-01:00 UTC")]
    [InlineData("01:00-07:00 Europe/Nowhere")]
    public void Parse_AnythingElse_IsNull(string text) => QuietHours.Parse(text).ShouldBeNull();

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);
}
