using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Runs;

/// <summary>`synops run` with a real browser.</summary>
public sealed class RunBrowserTests
{
    private const string Journey = """
        name: buy
        steps:
          - {open: /}
          - {click: {role: button, name: Pay}, timeout: 1s}
        """;

    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"];

    public RunBrowserTests() => Assert.SkipUnless(IsThere(), "No Chromium, Chrome or Edge is on PATH, and SYNOPS_BROWSER is not set.");

    [Fact]
    public async Task Run_JourneyFails_KeepsItsPictureBelowTheFolder()
    {
        await using var site = await TestSite.StartAsync(200, "<!doctype html><title>t</title><p>welcome</p>");
        using var folder = Workspace.Watching(site.Url, "  buy: {journey: buy.yaml, timeout: 30s}");
        folder.Write("buy.yaml", Journey);

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run", "--json", "results.json", "--artifacts", "kept"]);

        exit.ShouldBe(1, output + errors);
        var artifact = folder.Json("results.json")["runs"]![0]!["artifacts"]!.AsArray()
            .First(one => (string?)one!["type"] == "image/jpeg")!;
        var path = (string)artifact["path"]!;
        path.ShouldStartWith(folder["kept"]);
        new FileInfo(path).Length.ShouldBe((long)artifact["size"]!);
    }

    [Fact]
    public async Task Run_Interrupted_EndsInTimeAndLeavesNoBrowser()
    {
        if (!OperatingSystem.IsLinux())
        {
            Assert.Skip("Looks for children in /proc.");
        }

        using var asked = new SemaphoreSlim(0);
        await using var site = await TestSite.StartAsync(async context =>
        {
            asked.Release();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        using var folder = Workspace.Watching(site.Url, "  buy: {journey: buy.yaml, timeout: 1m}");
        folder.Write("buy.yaml", Journey);
        using var synops = Synops.Start(folder, ["run", "--json", "results.json"]);
        (await asked.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).ShouldBeTrue(synops.Output + synops.Errors);
        var children = ProcessList.Below(synops.Id);
        children.ShouldNotBeEmpty();
        var before = synops.Took;

        synops.Interrupt();

        (await synops.ExitAsync()).ShouldBe(130, synops.Output + synops.Errors);
        (synops.Took - before).ShouldBeLessThan(TimeSpan.FromSeconds(15));
        await Wait.ForAsync(() => !children.Any(ProcessList.IsAlive), "the browser is gone");
        ((int?)folder.Json("results.json")["exit"]).ShouldBe(130);
    }

    private static bool IsThere() => Environment.GetEnvironmentVariable("SYNOPS_BROWSER") is { Length: > 0 }
        || (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => Names.Any(name => File.Exists(Path.Combine(folder, name))));
}
