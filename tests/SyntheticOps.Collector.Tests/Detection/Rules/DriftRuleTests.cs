using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

public sealed class DriftRuleTests
{
    private const string Failing = "security Failing finding content-security-policy";

    [Fact]
    public void Evaluate_DriftTwice_Fails() => Evaluate(Of(Drifted(1), Drifted(16))).ShouldBe([Failing]);

    [Fact]
    public void Evaluate_DriftOnce_IsNotConfirmed() => Evaluate(Of(Drifted(1), Up(16))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_Improvement_IsNoDrift() => Evaluate(Of(Drifted(1, Severity.Info), Drifted(16, Severity.Info))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_EachSubject_IsOneCause()
    {
        RunRecord Two(int age) => Drifted(age) with { Findings = [.. Drifted(age).Findings, Missing("Strict-Transport-Security", FindingKind.Drift)] };

        Evaluate(Of(Two(1), Two(16))).ShouldBe([Failing, "security Failing finding strict-transport-security"]);
        Evaluate(Of(Two(1), Drifted(16))).ShouldBe([Failing]);
    }

    [Fact]
    public void Evaluate_OpenFeed_RecoversOnlyByRunsThatLooked()
    {
        string[] After(params RunRecord[] runs) => Evaluate(Of(runs).WithOpen(DriftRule.Name, "security", "finding content-security-policy"));

        After(Up(1), Up(6), Drifted(16)).ShouldBe(["security Recovered finding content-security-policy"]);
        After(Down(1), Down(6), Drifted(16)).ShouldBe(["security Undecided finding content-security-policy"]);
        After(Down(1), Down(6), Drifted(16), Drifted(31)).ShouldBe([Failing]);
    }

    private static RunRecord Drifted(int age, Severity severity = Severity.Error) =>
        Run(Outcome.Degraded, Reasons.Finding, age) with { Findings = [Missing("Content-Security-Policy", FindingKind.Drift, severity)] };

    private static string[] Evaluate(CheckHistory history) => new DriftRule().Evaluate(history).Words();
}
