using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

/// <summary>Expected every 1000 s with a grace of 200 s.</summary>
public sealed class HeartbeatRuleTests
{
    private const string Silent = "monitoring Failing silent home";
    private const string Failed = "monitoring Failing step_failed home";

    private static readonly CheckDefinition Nightly = Check with
    {
        Type = "heartbeat",
        Every = TimeSpan.FromSeconds(1000),
        Confirm = new Confirmation(1, 1, TimeSpan.FromSeconds(5)),
        Heartbeat = new HeartbeatTerms(TimeSpan.FromSeconds(200), null),
    };

    [Theory]
    [InlineData(1, null)]
    [InlineData(1199, null)]
    [InlineData(1202, Silent)]
    public void Evaluate_LastSuccess_IsInTimeUntilTheGraceIsOver(int age, string? expected) =>
        Evaluate(Of(Nightly, Up(age))).ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Evaluate_Failure_CountsAtOnceOrAsConfirmed()
    {
        Evaluate(Of(Nightly, Broken(1), Up(900))).ShouldBe([Failed]);
        var patient = Nightly with { Confirm = new Confirmation(2, 1, TimeSpan.FromSeconds(5)) };
        Evaluate(Of(patient, Broken(1), Up(900))).ShouldBeEmpty();
        Evaluate(Of(patient, Broken(1), Broken(900))).ShouldBe([Failed]);
    }

    [Fact]
    public void Evaluate_NeverAReport_IsMissingOnceWeHaveWatchedLongEnough()
    {
        Evaluate(Of(Nightly) with { WatchingSince = Now.AddSeconds(-1200) }).ShouldBeEmpty();
        Evaluate(Of(Nightly) with { WatchingSince = Now.AddSeconds(-1201) }).ShouldBe([Silent]);
    }

    [Fact]
    public void Evaluate_AfterOurStart_TheJobHasTheGraceToReportAgain()
    {
        Evaluate(Of(Nightly, Up(5000)) with { WatchingSince = Now.AddSeconds(-200) }).ShouldBeEmpty();
        Evaluate(Of(Nightly, Up(5000)) with { WatchingSince = Now.AddSeconds(-201) }).ShouldBe([Silent]);
    }

    [Fact]
    public void Evaluate_OpenCause_IsKeptAndEndsWithASuccess()
    {
        Evaluate(Of(Nightly, Broken(1), Up(9000)).WithOpen(HeartbeatRule.Name, "monitoring", "silent home")).ShouldBe([Silent]);
        Evaluate(Of(Nightly, Up(1)).WithOpen(HeartbeatRule.Name, "monitoring", "silent home")).ShouldBe(["monitoring Recovered silent home"]);
        Evaluate((Of(Nightly, Broken(500)) with { Check = Nightly with { Confirm = new Confirmation(2, 1, TimeSpan.FromSeconds(5)) } })
            .WithOpen(HeartbeatRule.Name, "monitoring", "silent home")).ShouldBe(["monitoring Undecided silent home"]);
    }

    [Fact]
    public void Evaluate_ScenarioOfTheCheck_IsWhatItMeans() =>
        Evaluate(Of(Nightly with { Scenario = new ScenarioHint("data-loss", "pay") }, Up(5000))).ShouldBe(["data-loss Failing silent home"]);

    [Fact]
    public void Evaluate_LongRun_CountsFromItsEnd() =>
        Evaluate(Of(Nightly, Up(2000) with { Duration = TimeSpan.FromSeconds(1500) }, Broken(1900))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_OtherRules_LeaveHeartbeatsAlone()
    {
        var history = Of(Nightly, Broken(5000), Broken(6000));
        new ConsecutiveFailuresRule().Evaluate(history).ShouldBeEmpty();
        new SilenceRule().Evaluate(history).ShouldBeEmpty();
        new SlownessRule().Evaluate(history).ShouldBeEmpty();
        new HeartbeatRule().Evaluate(Of(Up(5000))).ShouldBeEmpty();
    }

    private static RunRecord Broken(int age) => Run(Outcome.Down, Reasons.StepFailed, age, type: "heartbeat");

    private static string[] Evaluate(CheckHistory history) => new HeartbeatRule().Evaluate(history).Words();
}
