using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

public sealed class ConsecutiveFailuresRuleTests
{
    private const string Failing = "downtime Failing response_status shop.example";

    private static readonly RunRecord Unknown = Run(Outcome.Unknown, Reasons.NoBrowser, 8);

    [Fact]
    public void Evaluate_OneFailure_IsNotConfirmed() => Evaluate(Of(Down(1), Up(16))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_TwoInARow_Fail() => Evaluate(Of(Down(1), Down(16), Up(31))).ShouldBe([Failing]);

    [Fact]
    public void Evaluate_FailuresWithAGoodRunBetween_AreNoRow() => Evaluate(Of(Down(1), Up(8), Down(16))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_UnknownBetween_InterruptsNoRow() => Evaluate(Of(Down(1), Unknown, Down(16))).ShouldBe([Failing]);

    [Fact]
    public void Evaluate_OnlyUnknown_IsNeverDown() => Evaluate(Of(Unknown, Run(Outcome.Unknown, Reasons.Aborted, 16))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_OtherReasonsInTheRow_AreOneRow() =>
        Evaluate(Of(Down(1, Reasons.Timeout), Down(16))).ShouldBe(["downtime Failing timeout shop.example"]);

    [Fact]
    public void Evaluate_OpenCause_IsKeptWhenTheReasonChanges() =>
        Evaluate(Of(Down(1, Reasons.Timeout), Down(16)).WithOpen(ConsecutiveFailuresRule.Name, "downtime", "response_status shop.example")).ShouldBe([Failing]);

    [Fact]
    public void Evaluate_AnnouncedFailures_OpenNothing() =>
        Evaluate(Of(Down(1) with { Maintenance = true }, Down(16) with { Maintenance = true })).ShouldBeEmpty();

    [Fact]
    public void Evaluate_LateFailures_OpenNothing()
    {
        // Every 15 s with a limit of 10 s: silent after 37.5 s, late after 75 s.
        Evaluate(Of(Down(74), Down(90))).ShouldBe([Failing]);
        Evaluate(Of(Down(76), Down(90))).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_Quorum_NeedsThatManyLocations()
    {
        var check = Check with { Quorum = 2 };
        RunRecord At(string location, int age, Outcome outcome = Outcome.Down) => Run(outcome, Reasons.Timeout, age, location);

        Evaluate(Of(check, At("paris", 1), At("paris", 16), At("rome", 1, Outcome.Up))).ShouldBeEmpty();
        Evaluate(Of(check, At("paris", 1), At("paris", 16), At("rome", 1), At("rome", 16))).ShouldBe(["downtime Failing timeout shop.example"]);
        Evaluate(Of(check, At("paris", 1), At("paris", 16), At("rome", 90), At("rome", 110))).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_OpenFeed_RecoversAfterTheDemandedSuccesses()
    {
        static string[] After(params RunRecord[] runs) => Evaluate(Of(runs).WithOpen(ConsecutiveFailuresRule.Name, "downtime", "x"));

        After(Up(1), Down(16)).ShouldBe(["downtime Undecided x"]);
        After(Up(1), Run(Outcome.Unknown, Reasons.NoBrowser, 5), Down(16)).ShouldBe(["downtime Undecided x"]);
        After(Up(1), Up(6), Down(16)).ShouldBe(["downtime Recovered x"]);
        After(Slow(1), Slow(6), Down(16)).ShouldBe(["downtime Recovered x"]);
        After(Up(81), Up(90)).ShouldBe(["downtime Undecided x"]);
    }

    [Fact]
    public void Evaluate_HeaderErrors_AreOneCauseForEachHeader()
    {
        var check = Check with { Type = "headers" };
        RunRecord Bare(int age) => Run(Outcome.Degraded, Reasons.Finding, age, type: "headers") with { Findings = [Missing("X-Frame-Options"), Missing("Referrer-Policy")] };

        Evaluate(Of(check, Bare(1), Bare(16))).ShouldBe(["security Failing finding referrer-policy", "security Failing finding x-frame-options"]);
        Evaluate(Of(check, Bare(1))).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_HeaderThatAlsoDrifted_IsLeftToDrift()
    {
        var check = Check with { Type = "headers" };
        RunRecord Stripped(int age) => Run(Outcome.Down, Reasons.AssertionFailed, age, type: "headers") with
        {
            Findings = [Missing("Content-Security-Policy"), Missing("content-security-policy", FindingKind.Drift)],
        };

        Evaluate(Of(check, Stripped(1), Stripped(16))).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_OpenHeader_StaysWhileNobodyCanLook()
    {
        var check = Check with { Type = "headers" };
        var open = Of(check, Down(1), Down(6)).WithOpen(ConsecutiveFailuresRule.Name, ScenarioNames.Security, "finding x-frame-options");

        Evaluate(open).ShouldContain("security Undecided finding x-frame-options");
    }

    [Fact]
    public void Evaluate_FailingSignal_NamesFirstFailureRunsAndTitle()
    {
        var signal = new ConsecutiveFailuresRule().Evaluate(Of(Down(1), Down(16), Up(31))).Single();

        signal.FirstFailureAt.ShouldBe(Now.AddSeconds(-16));
        signal.Runs.Count.ShouldBe(2);
        signal.Title.Code.ShouldBe("errors");
        signal.Title.Severity.ShouldBe(Severities.Critical);
    }

    private static string[] Evaluate(CheckHistory history) => new ConsecutiveFailuresRule().Evaluate(history).Words();
}
