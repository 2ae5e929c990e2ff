using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Running;

public sealed class TurnTests
{
    private static readonly CheckDefinition Check = new()
    {
        Name = "home",
        Site = "shop",
        Type = "http",
        Every = TimeSpan.FromSeconds(15),
        Timeout = TimeSpan.FromSeconds(10),
        Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
    };

    [Theory]
    [InlineData(Outcome.Up, 30, 31, 45, "schedule", 1)]
    [InlineData(Outcome.Up, 30, 45, 45, "schedule", 1)]
    [InlineData(Outcome.Up, 30, 3000, 3000, "schedule", 1)]
    [InlineData(Outcome.Down, 30, 31, 36, "recheck", 4)]
    [InlineData(Outcome.Degraded, 30, 40, 45, "recheck", 4)]
    [InlineData(Outcome.Unknown, 30, 3000, 3005, "recheck", 4)]
    public void Next_Outcome_SaysWhenAndWhy(Outcome outcome, int due, int now, int next, string trigger, int attempt) =>
        new Turn(TimeSpan.FromSeconds(due), Triggers.Recheck, 3).Next(Check, outcome, TimeSpan.FromSeconds(now))
            .ShouldBe(new Turn(TimeSpan.FromSeconds(next), trigger, attempt));

    [Fact]
    public void Next_RecheckLongerThanTheInterval_KeepsTheInterval() =>
        new Turn(TimeSpan.Zero, Triggers.Schedule, 1).Next(Check with { Every = TimeSpan.FromSeconds(2) }, Outcome.Down, TimeSpan.Zero).Due
            .ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void First_Jitter_IsAQuarterOfTheIntervalAtMostTenSeconds()
    {
        Turn.First(Check, 0.5).Due.ShouldBe(TimeSpan.FromSeconds(1.875));
        Turn.First(Check with { Every = TimeSpan.FromHours(1) }, 0.99).Due.ShouldBe(TimeSpan.FromSeconds(9.9));
    }
}
