using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Baselines;

/// <summary>`synops baseline` against a site whose headers change: silent, drift, better, approved again.</summary>
public sealed class BaselineCommandTests
{
    private readonly Dictionary<string, string> _headers = [];
    private int _status = 200;

    [Fact]
    public async Task Baseline_HeadersThatChange_AreDriftUntilApproved()
    {
        await using var site = await StartAsync();
        using var folder = Workspace(site);
        _headers["Referrer-Policy"] = "no-referrer";
        _headers["X-Content-Type-Options"] = "nosniff";

        (await Synops.RunAsync(folder, ["baseline", "diff"])).Exit.ShouldBe(1, "nothing is approved yet");
        File.Exists(folder["baselines/headers.json"]).ShouldBeFalse("a diff approves nothing");
        (await Synops.RunAsync(folder, ["baseline", "approve"])).Exit.ShouldBe(0);
        var approved = await File.ReadAllTextAsync(folder["baselines/headers.json"], TestContext.Current.CancellationToken);
        var same = await Synops.RunAsync(folder, ["baseline", "diff"]);
        (same.Exit, same.Output.Contains("same", StringComparison.Ordinal)).ShouldBe((0, true), same.Output + same.Errors);

        _headers["Referrer-Policy"] = "unsafe-url";
        var worse = await Synops.RunAsync(folder, ["baseline", "diff"]);
        worse.Exit.ShouldBe(1);
        worse.Output.ShouldContain("changed");
        worse.Output.ShouldContain("- no-referrer");
        worse.Output.ShouldContain("+ unsafe-url");
        (await File.ReadAllTextAsync(folder["baselines/headers.json"], TestContext.Current.CancellationToken)).ShouldBe(approved, "a diff changes no file");

        _headers["Referrer-Policy"] = "no-referrer";
        _headers["X-Frame-Options"] = "DENY";
        var better = await Synops.RunAsync(folder, ["baseline", "diff", "headers"]);
        (better.Exit, better.Output.Contains("better", StringComparison.Ordinal)).ShouldBe((0, true), better.Output + better.Errors);

        var again = await Synops.RunAsync(folder, ["baseline", "approve"]);
        again.Output.ShouldContain("+     \"x-frame-options\": \"DENY\"");
        Directory.GetFiles(folder["baselines"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Approve_SiteThatIsAway_KeepsTheOldFile()
    {
        await using var site = await StartAsync();
        using var folder = Workspace(site);
        (await Synops.RunAsync(folder, ["baseline", "approve"])).Exit.ShouldBe(0);
        var approved = await File.ReadAllTextAsync(folder["baselines/headers.json"], TestContext.Current.CancellationToken);
        _status = 503;

        var (exit, output, _) = await Synops.RunAsync(folder, ["baseline", "approve"]);

        (exit, output.Contains("kept", StringComparison.Ordinal)).ShouldBe((4, true), output);
        (await File.ReadAllTextAsync(folder["baselines/headers.json"], TestContext.Current.CancellationToken)).ShouldBe(approved);
        Directory.GetFiles(folder["baselines"]).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Baseline_CheckWithoutOne_IsExitTwo()
    {
        await using var site = await StartAsync();
        using var folder = Workspace(site);

        var (exit, _, errors) = await Synops.RunAsync(folder, ["baseline", "diff", "home"]);

        (exit, errors.Contains("home has no baseline", StringComparison.Ordinal)).ShouldBe((2, true), errors);
    }

    [Fact]
    public async Task Diff_JourneyAndTlsWithoutApprovedState_AreNamed()
    {
        await using var site = await StartAsync();
        using var folder = Support.Workspace.Watching(site.Url, """
              buy:
                journey: buy.yaml
                integrity: {pages: /pay, baseline: baselines/pay.json}
              certificate:
                tls: {host: shop.example, baseline: baselines/tls.json}
              records:
                dns: {name: shop.example, baseline: baselines/dns.json}
            """);
        folder.Write("buy.yaml", "name: Buy\nsteps:\n  - open: /\n");

        var (exit, output, errors) = await Synops.RunAsync(folder, ["baseline", "diff"]);

        exit.ShouldBe(1, errors);
        output.Split('\n').Where(line => line.StartsWith("absent", StringComparison.Ordinal)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1]).ShouldBe(["buy", "certificate", "records"], ignoreOrder: true);
    }

    private Task<TestSite> StartAsync() => TestSite.StartAsync(context =>
    {
        context.Response.StatusCode = _status;
        foreach (var (name, value) in _headers)
        {
            context.Response.Headers[name] = value;
        }

        return Task.CompletedTask;
    });

    private static Workspace Workspace(TestSite site) => Support.Workspace.Watching(site.Url, """
          headers:
            headers: {path: /, baseline: baselines/headers.json}
            every: 1h
          home:
            http: {path: /}
            every: 1h
        """);
}
