using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Running;

public sealed class JourneyVerdictTests
{
    private static readonly Budget Limits = new(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(20));

    private static StepReport Step(int index, double page = 1, double took = 1) =>
        new(index, $"s{index}") { Page = TimeSpan.FromSeconds(page), Duration = TimeSpan.FromSeconds(took) };

    private static JourneyReport Of(params StepReport[] steps) => new(steps, TimeSpan.FromSeconds(steps.Sum(step => step.Duration.TotalSeconds)));

    [Fact]
    public void Judge_AllFine_IsUp() => JourneyVerdict.Judge(Of(Step(1), Step(2)), Limits).Outcome.ShouldBe(Outcome.Up);

    [Theory]
    [InlineData(Reasons.StepFailed, Outcome.Down)]
    [InlineData(Reasons.Timeout, Outcome.Down)]
    [InlineData(Reasons.ResponseStatus, Outcome.Down)]
    [InlineData(Reasons.NameResolutionError, Outcome.Down)]
    [InlineData(Reasons.BrowserLost, Outcome.Unknown)]
    [InlineData(Reasons.BlockedByPolicy, Outcome.Unknown)]
    [InlineData(Reasons.ResolverError, Outcome.Unknown)]
    public void Judge_FailedStep_NamesItAndItsReason(string reason, Outcome expected)
    {
        var result = JourneyVerdict.Judge(Of(Step(1), Step(2) with { Fault = new StepFault(reason, Saying.Text("it broke")) }), Limits);

        (result.Outcome, result.Reason, result.FailedStep, result.Message).ShouldBe((expected, reason, "s2", "Step 2 's2': it broke."));
    }

    [Fact]
    public void Judge_FailureAfterASlowStep_IsDownAndKeepsTheFinding()
    {
        var result = JourneyVerdict.Judge(Of(Step(1, page: 4), Step(2) with { Fault = new StepFault(Reasons.StepFailed, Saying.Text("x")) }), Limits);

        result.Outcome.ShouldBe(Outcome.Down);
        result.Findings.Select(finding => finding.Code).ShouldBe(["step-failed", "step-slow"]);
    }

    [Fact]
    public void Judge_SeveralSlowPages_NamesTheSlowest()
    {
        var result = JourneyVerdict.Judge(Of(Step(1, page: 4), Step(2, page: 5), Step(3)), Limits);

        (result.Outcome, result.Reason, result.FailedStep).ShouldBe((Outcome.Degraded, Reasons.TooSlow, "s2"));
        result.Message.ShouldBe("Step 2 's2': a page took 5 s, more than 3 s.");
        result.Findings.Count.ShouldBe(2);
    }

    [Fact]
    public void Judge_EquallySlowPages_NamesTheFirst() =>
        JourneyVerdict.Judge(Of(Step(1, page: 4.1), Step(2, page: 4.3)), Limits).FailedStep.ShouldBe("s1");

    [Fact]
    public void Judge_TimeOverAfterSlowPages_IsTooSlowAndNamesTheSlowStep()
    {
        var result = JourneyVerdict.Judge(Of(Step(1, page: 4), Step(2) with { Fault = new StepFault(Reasons.Timeout, Saying.Text("late")) }), Limits);

        (result.Outcome, result.Reason, result.FailedStep).ShouldBe((Outcome.Down, Reasons.TooSlow, "s1"));
        result.Message.ShouldBe("Step 1 's1': a page took 4 s, more than 3 s; step 2 's2' was not done: late.");
    }

    [Fact]
    public void Judge_PageAtTheLimit_IsUp() => JourneyVerdict.Judge(Of(Step(1, page: 3)), Limits).Outcome.ShouldBe(Outcome.Up);

    [Fact]
    public void Judge_TotalOverItsLimit_NamesTheLongestStep()
    {
        var result = JourneyVerdict.Judge(Of(Step(1, took: 9), Step(2, took: 12)), Limits);

        (result.Outcome, result.Reason, result.FailedStep).ShouldBe((Outcome.Degraded, Reasons.TooSlow, "s2"));
        result.Message.ShouldBe("The journey took 21 s, more than 20 s; its slowest step was 's2'.");
        result.Findings.ShouldHaveSingleItem().Subject.ShouldBe("s2");
    }

    [Fact]
    public void Judge_SlowVital_IsDegraded()
    {
        var result = JourneyVerdict.Judge(Of(Step(1) with { SlowVitals = [Saying.Text("LCP of the page was 3.0 s, not under 2.5 s")] }), Limits);

        (result.Outcome, result.Reason, result.Message).ShouldBe((Outcome.Degraded, Reasons.TooSlow, "Step 1 's1': LCP of the page was 3.0 s, not under 2.5 s."));
    }

    [Fact]
    public void Judge_BlockedRequestsAndUndoneFinals_AreFindingsOnly()
    {
        var report = Of(Step(1)) with { Blocked = ["10.0.0.1:80"], LeftUndone = [Step(2) with { Fault = new StepFault(Reasons.Timeout, Saying.Text("late")) }] };

        var result = JourneyVerdict.Judge(report, Limits);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.Select(finding => finding.Code).ShouldBe(["finally-failed", "request-blocked"]);
    }

    [Fact]
    public void Judge_LongText_IsCutTo500()
    {
        var result = JourneyVerdict.Judge(Of(Step(1) with { Fault = new StepFault(Reasons.StepFailed, Saying.Text(new string('x', 900))) }), Limits);

        result.Message!.Length.ShouldBe(500);
    }
}
