using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Journeys;

/// <summary>Everything that is a journey, against the real shop, by the real command.</summary>
public sealed class DemoShopTests(DemoShop shop)
{
    private static readonly (string, string) Key = ("SYNOPS_PROBE_KEY", DemoShop.ProbeKey);

    [Fact]
    public async Task Run_RecordingOfTheCheckout_RunsUnchangedAndAlsoAsItIsImported()
    {
        WithBrowser.Require();
        using var folder = new Workspace();
        var recording = Path.Combine(DemoShop.Root, "samples", "recordings", "checkout.json");
        var url = (await shop.UrlAsync()).OriginalString;

        var asItIs = await Synops.RunAsync(folder, ["journey", "run", recording, "--url", url, "--artifacts", "kept"], Key);
        var import = await Synops.RunAsync(folder, ["journey", "import", recording, "-o", "checkout.yaml"], Key);
        var imported = await Synops.RunAsync(folder, ["journey", "run", "checkout.yaml", "--url", url], Key);

        asItIs.Exit.ShouldBe(0, asItIs.Output + asItIs.Errors);
        asItIs.Output.ShouldMatch(@"  2 ok +[0-9.]+ s  Ambre Nuit");
        File.Exists(folder["kept/film-2.jpg"]).ShouldBeTrue();
        import.Exit.ShouldBe(0, import.Output + import.Errors);
        imported.Exit.ShouldBe(0, imported.Output + imported.Errors);
        (asItIs.Output + import.Output + imported.Output).ShouldNotContain("4242");
    }

    [Fact]
    public async Task Run_TheShopsOwnJourney_IsUpAndLeavesNoOrder()
    {
        WithBrowser.Require();
        using var folder = new Workspace();

        var (exit, output, errors) = await Synops.RunAsync(
            folder, ["journey", "run", Path.Combine(DemoShop.Root, "journeys", "checkout.yaml"), "--url", (await shop.UrlAsync()).OriginalString], Key);

        exit.ShouldBe(0, output + errors);
        output.ShouldMatch(@"  6 ok +[0-9.]+ s  request DELETE");
    }

    [Fact]
    public async Task Run_JourneyInCode_IsUpByItselfAndNamedInSynthetics()
    {
        WithBrowser.Require();
        var url = await shop.UrlAsync();
        var assembly = DemoShop.Built("Parfumerie.Journeys");
        using var folder = Workspace.Watching(url, $$"""
              buy:
                journey: {assembly: "{{assembly}}", class: SearchAndBuy, variables: {card: {secret: "4242424242424242"} } }
                timeout: 40s
              broken: {journey: {assembly: none.dll} }
            """);

        var one = await Synops.RunAsync(folder, ["journey", "run", assembly, "--url", url.OriginalString, "--set", "card=4242424242424242"], Key);
        var all = await Synops.RunAsync(folder, ["run", "--json", "results.json"], Key);

        one.Exit.ShouldBe(0, one.Output + one.Errors);
        one.Output.ShouldMatch(@"  6 ok +[0-9.]+ s  clean up");
        all.Exit.ShouldBe(4, all.Output + all.Errors);
        var runs = folder.Json("results.json")["runs"]!.AsArray();
        runs.Select(run => ((string)run!["check"]!, (string)run["outcome"]!)).ShouldBe([("buy", "up"), ("broken", "unknown")]);
        runs[0]!["steps"]!.AsArray().Select(step => (string)step!["name"]!).ShouldBe(["search", "price", "basket", "address", "pay", "clean up"]);
    }

    [Fact]
    public async Task New_OfTheShop_WritesAJourneyThatRuns()
    {
        WithBrowser.Require();
        using var folder = new Workspace();
        var url = (await shop.UrlAsync()).OriginalString;

        var made = await Synops.RunAsync(folder, ["journey", "new", url, "-o", "first.yaml"]);
        var again = await Synops.RunAsync(folder, ["journey", "new", url, "-o", "first.yaml"]);
        var run = await Synops.RunAsync(folder, ["journey", "run", "first.yaml", "--url", url]);

        made.Exit.ShouldBe(0, made.Output + made.Errors);
        (again.Exit, again.Errors.Contains("not overwritten", StringComparison.Ordinal)).ShouldBe((2, true));
        run.Exit.ShouldBe(0, run.Output + run.Errors);
    }
}
