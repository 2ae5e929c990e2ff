using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
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
        new Turn(TimeSpan.FromSeconds(due), Triggers.Recheck, 3).Next(Check, outcome, "run", TimeSpan.FromSeconds(now))
            .ShouldBe(new Turn(TimeSpan.FromSeconds(next), trigger, attempt) { Earlier = outcome == Outcome.Down ? new EarlierRuns(1, "run") : default });

    [Fact]
    public void Next_RecheckLongerThanTheInterval_KeepsTheInterval() =>
        new Turn(TimeSpan.Zero, Triggers.Schedule, 1).Next(Check with { Every = TimeSpan.FromSeconds(2) }, Outcome.Down, "run", TimeSpan.Zero).Due
            .ShouldBe(TimeSpan.FromSeconds(2));

    [Fact]
    public void Next_RetryPolicy_LooksAgainAtOnceThenAtThePaceOfRechecks()
    {
        var check = Check with { Retry = new RetryPolicy(2, TimeSpan.FromSeconds(1), FlakyIsDegraded: true) };
        var turn = new Turn(TimeSpan.Zero, Triggers.Schedule, 1);
        var dues = new List<double>();
        for (var i = 0; i < 4; i++)
        {
            turn = turn.Next(check, Outcome.Down, $"run{i}", turn.Due);
            dues.Add(turn.Due.TotalSeconds);
        }

        dues.ShouldBe([1, 2, 7, 12]);
        turn.Earlier.ShouldBe(new EarlierRuns(4, "run3"));
        turn.Next(check, Outcome.Unknown, "x", turn.Due).Earlier.Failures.ShouldBe(4, "our own fault says nothing");
        turn.Next(check, Outcome.Degraded, "x", turn.Due).Earlier.Failures.ShouldBe(0);
    }

    /// <summary>PRB-16, small: one failure in twenty opens nothing, an outage is known within two intervals.</summary>
    [Fact]
    public void Next_FlakyTarget_NeverFailsAsOftenAsAnIncidentNeeds()
    {
        var check = Check with { Confirm = new Confirmation(3, 2, TimeSpan.FromSeconds(5)), Retry = new RetryPolicy(2, TimeSpan.FromSeconds(1), FlakyIsDegraded: true) };
        var random = new Random(16);
        var turn = new Turn(TimeSpan.Zero, Triggers.Schedule, 1);
        var worst = 0;
        var flaky = 0;
        for (var i = 0; i < 1000; i++)
        {
            var result = FlakyRule.Judge(random.Next(20) == 0 ? CheckResult.Down(Reasons.Timeout, Saying.Text("late")) : CheckResult.Up(), check, turn.Earlier);
            flaky += result.Reason == Reasons.Flaky ? 1 : 0;
            turn = turn.Next(check, result.Outcome, "run", turn.Due);
            worst = Math.Max(worst, turn.Earlier.Failures);
        }

        worst.ShouldBeLessThan(check.Confirm.Failures);
        flaky.ShouldBeGreaterThan(30);
        var began = turn.Due;
        while (turn.Earlier.Failures < check.Confirm.Failures)
        {
            turn = turn.Next(check, Outcome.Down, "run", turn.Due);
        }

        (turn.Due - began).ShouldBeLessThanOrEqualTo(check.Every * 2);
    }

    [Theory]
    [InlineData(0, "up", null)]
    [InlineData(1, "degraded", "flaky")]
    [InlineData(2, "up", null)]
    public void Judge_PassAfterFailures_IsFlakyUntilTheyOpenAnIncident(int failures, string outcome, string? reason)
    {
        var result = FlakyRule.Judge(CheckResult.Up(), Check, new EarlierRuns(failures, "abc"));

        result.Outcome.Word().ShouldBe(outcome);
        result.Reason.ShouldBe(reason);
        FlakyRule.Judge(CheckResult.Up(), Check with { Retry = Check.Retry with { FlakyIsDegraded = false } }, new EarlierRuns(failures, "abc")).Outcome.ShouldBe(Outcome.Up);
        FlakyRule.Judge(CheckResult.Down(Reasons.Timeout, Saying.Text("x")), Check, new EarlierRuns(failures, "abc")).Reason.ShouldBe(Reasons.Timeout);
    }

    [Fact]
    public void First_Jitter_IsAQuarterOfTheIntervalAtMostTenSeconds()
    {
        Turn.First(Check, 0.5).Due.ShouldBe(TimeSpan.FromSeconds(1.875));
        Turn.First(Check with { Every = TimeSpan.FromHours(1) }, 0.99).Due.ShouldBe(TimeSpan.FromSeconds(9.9));
    }
}
