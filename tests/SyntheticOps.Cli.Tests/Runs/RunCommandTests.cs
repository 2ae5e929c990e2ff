using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Runs;

/// <summary>`synops run` as CI starts it: a process, a file, an exit code.</summary>
public sealed class RunCommandTests
{
    private const string Welcome = "  home: {http: {path: /, expect: {text: welcome}}}";
    private const string Slow = "  home: {http: {path: /, expect: {text: welcome}}, degraded: {total: 1ms}}";

    [Fact]
    public async Task Run_AllUp_Exits0AndWritesPlainTextAndJson()
    {
        await using var site = await TestSite.StartAsync(200, "welcome");
        using var folder = Workspace.Watching(site.Url, Welcome);

        var (exit, output, errors) = await Synops.RunAsync(
            folder, ["run", "--json", "results.json"], ("GITHUB_ACTIONS", "true"), ("CI", "true"), ("DOTNET_SYSTEM_CONSOLE_ALLOW_ANSI_COLOR_REDIRECTION", "true"));

        exit.ShouldBe(0, output + errors);
        output.ShouldContain("1 up, 0 degraded, 0 down, 0 unknown");
        (output + errors).ShouldNotContain('\e');
        var document = folder.Json("results.json");
        ((string?)document["schema"]).ShouldBe("synops.run/1");
        ((int?)document["exit"]).ShouldBe(0);
        document["runs"]!.AsArray().Select(run => (string?)run!["outcome"]).ShouldBe(["up"]);
        Directory.Exists(folder[".synops"]).ShouldBeFalse("results stay local without a collector");
    }

    [Fact]
    public async Task Run_HostilePageIsDown_Exits1AndShowsNothingOfItRaw()
    {
        await using var site = await TestSite.StartAsync(context =>
        {
            context.Response.Headers["X-State"] = "##vso[task.complete]";
            return Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "\e[31m\n::error::owned");
        });
        using var folder = Workspace.Watching(site.Url, "  home: {http: {path: /, expect: {text: welcome, header: {X-State: fine}}}}");

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run", "-c", folder["synthetics.yaml"]]);

        exit.ShouldBe(1, output + errors);
        (output + errors).ShouldNotContain('\e');
        (output + errors).ShouldNotContain("##vso[");
        output.Split('\n').ShouldAllBe(line => !line.TrimStart().StartsWith("::", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Run_OnlyAHeartbeat_IsAMistakeAndNeedsNoSecret()
    {
        using var folder = Workspace.Watching(new Uri("http://127.0.0.1:9"), "  nightly: {heartbeat: {expects: 1d, secret: \"${NOT_SET_HERE}\"}}");

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run", "--only", "nightly"]);

        exit.ShouldBe(2, output + errors);
        (output + errors).ShouldContain("a job reports a heartbeat to the collector");
    }

    [Theory]
    [InlineData(false, 0)]
    [InlineData(true, 1)]
    public async Task Run_Degraded_FailsOnlyWhenStrict(bool strict, int expected)
    {
        await using var site = await TestSite.StartAsync(async context =>
        {
            await Task.Delay(30, context.RequestAborted);
            await Microsoft.AspNetCore.Http.HttpResponseWritingExtensions.WriteAsync(context.Response, "welcome");
        });
        using var folder = Workspace.Watching(site.Url, Slow);

        var (exit, output, errors) = await Synops.RunAsync(folder, strict ? ["run", "--strict"] : ["run"]);

        exit.ShouldBe(expected, output + errors);
        output.ShouldContain("1 degraded");
    }

    [Fact]
    public async Task Run_OnlySomeChecks_RunsThose()
    {
        await using var site = await TestSite.StartAsync(200, "welcome");
        using var folder = Workspace.Watching(site.Url, $"{Welcome}\n  broken: {{http: {{path: /, expect: {{text: absent}}}}}}");

        (await Synops.RunAsync(folder, ["run", "--only", "home"])).Exit.ShouldBe(0);

        var (exit, _, errors) = await Synops.RunAsync(folder, ["run", "--only", "home", "hame"]);
        exit.ShouldBe(2);
        errors.ShouldContain("has no check hame; it has home, broken.");
    }

    [Fact]
    public async Task Run_ConfigurationIsWrong_Exits2WithPlaceAndWithoutStackTrace()
    {
        using var folder = new Workspace("sites:\n  shop: {url: nonsense, colour: red}\n");

        var (exit, _, errors) = await Synops.RunAsync(folder, ["run"]);

        exit.ShouldBe(2);
        errors.ShouldContain("synthetics.yaml(2,");
        errors.ShouldNotContain("   at ");
        errors.ShouldNotContain("Exception");
    }

    [Fact]
    public async Task Run_NoBrowser_Exits4()
    {
        await using var site = await TestSite.StartAsync(200, "welcome");
        using var folder = Workspace.Watching(site.Url, "  buy: {journey: buy.yaml, timeout: 10s}");
        folder.Write("buy.yaml", "name: buy\nsteps:\n  - {open: /}\n");

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run"], ("SYNOPS_BROWSER", folder["no-such-browser"]));

        exit.ShouldBe(4, output + errors);
        output.ShouldContain("1 unknown");
    }

    [Fact]
    public async Task Run_TimeLimit_Exits5AndSaysSo()
    {
        await using var site = await TestSite.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var folder = Workspace.Watching(site.Url, Welcome);

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run", "--timeout", "1"]);

        exit.ShouldBe(5, output + errors);
        output.ShouldContain("time limit of 1 s");
    }

    [Fact]
    public async Task Run_CollectorIsDead_Exits3WithinFiveSecondsMoreAndKeepsTheResults()
    {
        await using var site = await TestSite.StartAsync(200, "welcome");
        using var folder = Workspace.Watching(site.Url, Welcome);
        await Synops.RunAsync(folder, ["run", "--json", "alone.json"]);

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run", "--json", "dead.json"], ("OTEL_EXPORTER_OTLP_ENDPOINT", TestSite.Closed.ToString()));

        exit.ShouldBe(3, output + errors);
        output.ShouldContain("wait on disk");
        (DurationOf("dead.json") - DurationOf("alone.json")).ShouldBeLessThan(8, "5 s for sending, and some for a slow machine; how long a process takes to start is none of it");
        Directory.EnumerateFiles(folder[".synops"], "*", SearchOption.AllDirectories).ShouldNotBeEmpty();

        double DurationOf(string file) => (double)folder.Json(file)["durationS"]!;
    }

    [Fact]
    public async Task Run_CollectorIsDeadAndSiteIsDown_Exits1()
    {
        using var folder = Workspace.Watching(TestSite.Closed, Welcome);

        var (exit, output, errors) = await Synops.RunAsync(folder, ["run"], ("OTEL_EXPORTER_OTLP_ENDPOINT", TestSite.Closed.ToString()));

        exit.ShouldBe(1, output + errors);
    }
}
