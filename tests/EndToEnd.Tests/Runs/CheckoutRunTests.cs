using EndToEnd.Tests.Running;

namespace EndToEnd.Tests.Runs;

public sealed class CheckoutRunTests(RunningSystem system)
{
    [Fact]
    public async Task Checkout_GreenRun_ArrivesWithTheWholeTraceAndItsFilm()
    {
        system.Require();
        var token = TestContext.Current.CancellationToken;

        var run = await Poll.UntilAsync(
            "a green checkout run", () => system.Store.FindRunAsync("check_name = 'checkout' and outcome = 'up'"), token, system.Store.Summary);
        // The shop and the gateway send their own spans a little later than the run ends.
        IReadOnlyList<StoredSpan> spans = [];
        await Poll.UntilTrueAsync(
            "the spans of all three services",
            async () =>
            {
                spans = await system.Store.SpansAsync(run.RunId);
                return IsWhole(spans);
            },
            token,
            () => string.Join('\n', spans.Select(span => $"{span.Service} {span.Name}")));

        foreach (var step in (string[])["choose", "address", "pay", "paid"])
        {
            spans.ShouldContain(span => span.Name == "synthetic.step" && span.Attributes.Contains($"\"{step}\""), $"step {step}");
        }

        run.Artifacts.ShouldContain("film-1.jpg");
        run.Artifacts.ShouldContain("film-2.jpg");
    }

    private static bool IsWhole(IReadOnlyList<StoredSpan> spans) =>
        spans.Select(span => span.Service).Distinct().Intersect(["prober", "gateway", "parfumerie"]).Count() == 3
        && spans.Any(span => span.Service == "parfumerie" && span.Attributes.Contains("db.query.text"));
}
