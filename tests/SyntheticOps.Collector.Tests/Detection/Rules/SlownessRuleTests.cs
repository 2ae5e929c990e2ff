using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection.Rules;

public sealed class SlownessRuleTests
{
    private const string Failing = "performance Failing too_slow shop.example";

    [Fact]
    public void Evaluate_TwoSlowRuns_Fail() => Evaluate(Of(Slow(1), Slow(16))).ShouldBe([Failing]);

    [Fact]
    public void Evaluate_OneSlowRun_IsNotConfirmed() => Evaluate(Of(Slow(1), Up(16))).ShouldBeEmpty();

    [Fact]
    public void Evaluate_Timeouts_AreSlownessOnlyWhileTheSiteAnswersSlowly()
    {
        var timeouts = Of(Down(1, Reasons.Timeout), Down(16, Reasons.Timeout));

        Evaluate(timeouts).ShouldBeEmpty();
        Evaluate(timeouts with { Neighbours = [Slow(3)] }).ShouldBe([Failing]);
        Evaluate(timeouts with { Neighbours = [Slow(3), Down(3, Reasons.ConnectionError)] }).ShouldBeEmpty();
        new ConsecutiveFailuresRule().Evaluate(timeouts with { Neighbours = [Slow(3)] }).ShouldBeEmpty();
    }

    [Fact]
    public void Evaluate_OpenFeed_RecoversWithGoodRunsAndWaitsWhileDown()
    {
        Evaluate(Of(Up(1), Up(6), Slow(16)).WithOpen(SlownessRule.Name, "performance", "x")).ShouldBe(["performance Recovered x"]);
        Evaluate(Of(Down(1), Down(6), Slow(16)).WithOpen(SlownessRule.Name, "performance", "x")).ShouldBe(["performance Undecided x"]);
    }

    [Fact]
    public void Evaluate_Journey_NamesTheSlowStep()
    {
        var history = Of(Check with { Type = "journey", Name = "checkout" }, Slow(1), Slow(16));
        StepFact[] steps = [new(1, "open", Outcome.Up, null, TimeSpan.FromSeconds(1)), new(2, "pay", Outcome.Degraded, Reasons.TooSlow, TimeSpan.FromSeconds(0.9))];
        history = history with { Runs = history.Runs.ToDictionary(pair => pair.Key, pair => (IReadOnlyList<RunFacts>)[.. pair.Value.Select(facts => facts with { Steps = steps })]) };

        var title = new SlownessRule().Evaluate(history).Single().Title;

        title.Code.ShouldBe("slow-step");
        title.Args[0].ShouldBe("pay");
    }

    private static string[] Evaluate(CheckHistory history) => new SlownessRule().Evaluate(history).Words();
}
