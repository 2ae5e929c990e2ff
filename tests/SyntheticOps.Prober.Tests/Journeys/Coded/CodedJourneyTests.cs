using SyntheticOps.Prober.Journeys;
using SyntheticOps.Prober.Journeys.Coded;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Coded;

public sealed class CodedJourneyTests(BrowserFixture browser)
{
    private static readonly string Assembly = typeof(GoodJourney).Assembly.Location;

    [Fact]
    public async Task RunAsync_GoodJourney_IsUpWithASpanForEachStep()
    {
        var (ran, shop) = await RunAsync(nameof(GoodJourney));

        ran.Result.Message.ShouldBeNull();
        ran.Result.Outcome.ShouldBe(Outcome.Up);
        ran.Steps.Select(step => ((int)step.GetTagItem("synthetic.step.index")!, (string)step.GetTagItem("synthetic.step.name")!))
            .ShouldBe([(1, "open"), (2, "fill"), (3, "soft"), (4, "api"), (5, "clean up")]);
        ran.Result.Findings.ShouldHaveSingleItem().Code.ShouldBe("optional-step-failed");
        shop.ShouldContain($"/api/test-orders/{ran.RunId}");
        ran.Artifacts.Kept.Keys.ShouldContain("film-1.jpg");
        GoodJourney.Runs.ShouldBe(0);
    }

    [Theory]
    [InlineData(nameof(TimingOutJourney), Outcome.Down, Reasons.StepFailed, "Step 2 'click': .*Nothing.* was waited for in vain within 2 s")]
    [InlineData(nameof(AssertingJourney), Outcome.Down, Reasons.AssertionFailed, "Step 1 'see': Locator expected to have text 'en stock'.*épuisé")]
    [InlineData(nameof(RefusingJourney), Outcome.Down, Reasons.AssertionFailed, "Step 1 'between steps': the price is wrong")]
    [InlineData(nameof(BuggyJourney), Outcome.Unknown, Reasons.ProbeError, "Step 1 'bug': the journey's own code failed: KeyNotFoundException")]
    [InlineData(nameof(UnmakeableJourney), Outcome.Unknown, Reasons.ProbeError, "the journey's own code failed: NotSupportedException")]
    [InlineData("NoSuchJourney", Outcome.Unknown, Reasons.ProbeError, "none is called NoSuchJourney")]
    [InlineData(null, Outcome.Unknown, Reasons.ProbeError, "'class' says which")]
    public async Task RunAsync_FaultyJourney_SaysWhoseFaultItIs(string? name, Outcome outcome, string reason, string message)
    {
        var (ran, _) = await RunAsync(name);

        (ran.Result.Outcome, ran.Result.Reason).ShouldBe((outcome, reason), ran.Result.Message);
        ran.Result.Message.ShouldNotBeNull().ShouldMatch(message);
        ran.Steps.Select(step => step.GetTagItem("synthetic.step.name")).ShouldNotContain("never");
    }

    [Fact]
    public async Task RunAsync_CodeThatNeverEnds_EndsWithTheRunAndIsCleanedUp()
    {
        var (ran, shop) = await RunAsync(nameof(HangingJourney), TimeSpan.FromSeconds(6));

        (ran.Result.Outcome, ran.Result.FailedStep).ShouldBe((Outcome.Down, "hang"), ran.Result.Message);
        shop.ShouldContain($"/api/test-orders/{ran.RunId}");
    }

    [Theory]
    [InlineData("none.dll")]
    [InlineData("journey.yaml")]
    public void Load_NoAssembly_IsAProblemAndNoException(string file)
    {
        var folder = Directory.CreateTempSubdirectory("coded");
        File.WriteAllText(Path.Combine(folder.FullName, "journey.yaml"), "name: N");

        CodedJourney.Load(Path.Combine(folder.FullName, file), null, []).Problem.ShouldNotBeNull().ShouldContain("cannot be loaded");
        folder.Delete(recursive: true);
    }

    private async Task<(Ran Ran, IReadOnlyList<string> Paths)> RunAsync(string? name, TimeSpan? timeout = null)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();
        var route = CodedJourney.Load(Assembly, name, [new JourneyVariable("mail", new(_ => "a@example.test"))]);
        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, route, new RunWishes { Timeout = timeout ?? TimeSpan.FromSeconds(60) }, TestContext.Current.CancellationToken);
        return (ran, [.. shop.Paths]);
    }
}
