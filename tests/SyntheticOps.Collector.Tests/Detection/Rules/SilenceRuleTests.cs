using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

/// <summary>PRB-10: every 15 s with a limit of 10 s is silent after 2.5 intervals, 37.5 s.</summary>
public sealed class SilenceRuleTests
{
    private const string Silent = "monitoring Failing silent local";

    [Fact]
    public void Evaluate_RecentRun_IsNotSilent() => Evaluate(Of(Down(37))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_NoRunForTwoAndAHalfIntervals_IsSilent() => Evaluate(Of(Up(38))).ShouldBe([Silent]);

    [Fact]
    public void Evaluate_NeverARun_IsSilentOnceWeHaveWatchedLongEnough()
    {
        Evaluate(Of() with { WatchingSince = Now.AddSeconds(-37) }).ShouldBeEmpty();
        Evaluate(Of() with { WatchingSince = Now.AddSeconds(-38) }).ShouldBe([Silent]);
    }

    [Fact]
    public void Evaluate_AfterOurOwnRestart_NothingIsSilentYet() =>
        Evaluate(Of(Up(3600)) with { WatchingSince = Now.AddSeconds(-5) }).ShouldBeEmpty();

    [Fact]
    public void Evaluate_OpenSilence_RecoversByARunAndNotByOurRestart()
    {
        Evaluate(Of(Up(2), Up(90)).WithOpen(SilenceRule.Name, "monitoring", "silent local")).ShouldBe(["monitoring Recovered silent local"]);
        Evaluate((Of(Up(90)) with { WatchingSince = Now }).WithOpen(SilenceRule.Name, "monitoring", "silent local")).ShouldBe(["monitoring Undecided silent local"]);
    }

    [Fact]
    public void Evaluate_UnknownInARow_IsOurs()
    {
        Evaluate(Of(Unknown(1), Up(16))).ShouldBeEmpty();
        Evaluate(Of(Unknown(1), Unknown(16))).ShouldBe(["monitoring Failing no_browser local"]);
        Evaluate(Of(Up(1), Unknown(16)).WithOpen(SilenceRule.Name, "monitoring", "no_browser local")).ShouldBe(["monitoring Undecided no_browser local"]);
        Evaluate(Of(Down(1), Up(6), Unknown(16)).WithOpen(SilenceRule.Name, "monitoring", "no_browser local")).ShouldBe(["monitoring Recovered no_browser local"]);
    }

    [Fact]
    public void Evaluate_FewerVotersThanTheQuorum_CannotDecide()
    {
        var check = Check with { Quorum = 2 };

        Evaluate(Of(check, Up(1))).ShouldBe(["monitoring Failing no_quorum home"]);
        Evaluate(Of(check, Up(1), Run(Outcome.Down, Reasons.Timeout, 1, "rome"))).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_LocationThatIsNoLongerConfigured_IsOver() =>
        Evaluate(Of(Up(1)).WithOpen(SilenceRule.Name, "monitoring", "silent mars")).ShouldBe(["monitoring Recovered silent mars"]);

    private static RunRecord Unknown(int age) => Run(Outcome.Unknown, Reasons.NoBrowser, age);

    private static string[] Evaluate(CheckHistory history) => new SilenceRule().Evaluate(history).Words();
}
