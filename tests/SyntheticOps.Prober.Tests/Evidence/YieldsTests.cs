using Microsoft.AspNetCore.Http;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

/// <summary>Noise, vitals, weight and budgets of real pages; RED-06: nothing is kept of a good run unless it is asked for.</summary>
public sealed class YieldsTests(BrowserFixture browser)
{
    private const string Noisy = """
        <title>Shop</title><h1>Shop</h1><button onclick="document.body.append('clicked')">Go</button><a href=/next>Next</a>
        <link rel=stylesheet href="http://127.0.0.1:9/font.css"><img src=/missing.png><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
        <script>
        console.error('own trouble', {a: 1}); console.warn('only a warning'); setTimeout(() => { throw new Error('not caught') });
        fetch('/slow').catch(() => {}); fetch('/api/broken'); const stop = new AbortController(); fetch('/aborted', { signal: stop.signal }).catch(() => {}); stop.abort();
        </script>
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NoisyHealthyShop_IsUpWithFindingsThatAllowListsSilence()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        const string Journey = "name: Noisy\nsteps: [{open: /, expect: [{role: heading, name: Shop}, {response: GET /api/broken, status: 500}, {response: GET /missing.png, status: 404}]}, {name: settle, do: [{click: {role: button, name: Go}}], expect: [{text: clicked}]}]";

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, Journey, token: Token);
        var quiet = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, Journey, new() { Options = new JourneyOptions { Allow = Allow("{console: [own trouble, not caught], requests: [\"/missing.*\", /api/broken, \"127.0.0.1:9/\"]}") } }, Token);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        var found = ran.Result.Findings.Select(finding => $"{finding.Severity} {finding.Code} {finding.Text}").ToList();
        found.ShouldContain("Warning request-failed GET /api/broken answered 500.");
        found.ShouldContain("Warning request-failed GET /missing.png answered 404.");
        found.ShouldContain(text => text.StartsWith("Warning console-error Console: own trouble", StringComparison.Ordinal));
        found.ShouldContain("Warning console-error Console: Error: not caught.");
        found.ShouldNotContain(text => text.Contains("aborted", StringComparison.Ordinal) || text.Contains("favicon", StringComparison.Ordinal) || text.Contains("only a warning", StringComparison.Ordinal));
        ran.Artifacts.Kept.Keys.ShouldAllBe(name => name.StartsWith("film-", StringComparison.Ordinal), "nothing else is kept of a good run");
        quiet.Result.Outcome.ShouldBe(Outcome.Up, quiet.Result.Message);
        quiet.Result.Findings.ShouldNotContain(finding => finding.Code == "console-error" || finding.Code == "request-failed");
    }

    [Fact]
    public async Task RunAsync_TwoDocuments_VitalsStandOnTheStepThatOpenedEach()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync("<h1 style='font-size:60px'>Words that are painted</h1><button onclick='const end = performance.now() + 120; while (performance.now() < end) {} this.textContent = 1'>Go</button><a href=/next>Next</a>"));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: Vitals
            steps:
              - open: /
                expect: [{role: heading}]
              - name: busy
                do: [{click: {role: button, name: Go}}]
                expect: [{role: button, name: "1"}]
              - name: leave
                do: [{click: {role: link, name: Next}}]
                expect: [{url: /next}]
            """, token: Token);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        var vitals = ran.Steps.SelectMany((step, index) => step.Events.Where(e => e.Name == "browser.web_vital").Select(e => (Step: index + 1, Tags: e.Tags.ToDictionary()))).ToList();
        vitals.Where(vital => vital.Step == 1).Select(vital => vital.Tags["browser.web_vital.name"]).ShouldBe(["lcp", "inp", "cls", "fcp", "ttfb"], ignoreOrder: true);
        ((double)vitals.Single(vital => vital.Step == 1 && (string)vital.Tags["browser.web_vital.name"]! == "inp").Tags["browser.web_vital.value"]!).ShouldBeGreaterThan(100);
        vitals.ShouldAllBe(vital => (string)vital.Tags["browser.document.url.full"]! == (vital.Step == 1 ? shop.Url.AbsoluteUri : shop.Url.AbsoluteUri + "next"));
        vitals.ShouldNotContain(vital => vital.Step == 2);
        vitals.ShouldContain(vital => vital.Step == 3);
    }

    [Fact]
    public async Task RunAsync_Requests_SayPhasesSizeInitiatorAndWeight()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/"
            ? "<h1>Shop</h1><img src=/picture><script src=/app.js></script>"
            : "fetch('/api').then(() => document.body.append('all done'))" + new string(' ', 5000)));

        var ran = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, "name: Spans\nsteps: [{open: /, expect: [{text: all done}]}]",
            new() { Options = new JourneyOptions { Limits = new JourneyLimits(new Dictionary<string, double> { ["ttfb"] = 0 }, 5000, 3) } }, Token);

        var api = ran.Requests.Single(span => ((string)span.GetTagItem("url.full")!).EndsWith("/api", StringComparison.Ordinal));
        ((string)api.GetTagItem("synthetic.request.initiator")!).ShouldBe($"script {shop.Url}app.js:1");
        ((string[])api.GetTagItem("synthetic.request.phases")!).ShouldContain(phase => phase.StartsWith("processing=", StringComparison.Ordinal));
        Convert.ToInt64(api.GetTagItem("http.response.body.size"), System.Globalization.CultureInfo.InvariantCulture).ShouldBeGreaterThan(5000);
        ((string)ran.Requests.Single(span => ((string)span.GetTagItem("url.full")!).EndsWith("/picture", StringComparison.Ordinal)).GetTagItem("synthetic.request.initiator")!).ShouldStartWith($"parser {shop.Url}");
        ((string[])ran.Result.Attributes["synthetic.page.weight"]).ShouldContain(part => part.StartsWith("own script 1 ", StringComparison.Ordinal));
        ran.Result.Outcome.ShouldBe(Outcome.Degraded);
        ran.Result.Findings.Select(finding => finding.Code).ShouldBe(["vital-slow", "page-weight-over"], ignoreOrder: true);
    }

    [Fact]
    public async Task RunAsync_FailureAfterAStep_KeepsBothPicturesAndTheLists()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync($"<h1>Page {context.Request.Path}</h1>"));
        const string Journey = "name: Fails\nsteps: [{open: /a}, {name: b, open: /b, expect: [{text: never}], timeout: 1s}]\nfinally: [{request: GET /cleaned}]";

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, Journey, token: Token);
        var never = await JourneyRuns.RunAsync(browser.Host, shop.Url, Journey, new() { Options = new JourneyOptions { Evidence = RunWishes.PatientEvidence with { Keep = Keep.Never, Film = false } } }, Token);
        var always = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Good\nsteps: [{open: /a}]", new() { Options = new JourneyOptions { Evidence = RunWishes.PatientEvidence with { Keep = Keep.Always } } }, Token);

        ran.Artifacts.Kept.Keys.ShouldBe(["film-1.jpg", "step-2.jpg", "step-2-before.jpg", "dom.html.txt", "trace.zip", "network.json", "console.json"], ignoreOrder: true);
        ran.Artifacts.Text("dom.html.txt").ShouldContain("Page /b");
        ran.Artifacts.Text("network.json").ShouldContain("/cleaned");
        never.Artifacts.Kept.ShouldBeEmpty();
        always.Artifacts.Kept.Keys.ShouldBe(["film-1.jpg", "dom.html.txt", "trace.zip", "network.json", "console.json"], ignoreOrder: true);
    }

    private static AllowList Allow(string yaml)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, yaml);
        try
        {
            return AllowList.Read(ConfigFile.Read(path, new Variables(_ => null), new ConfigErrors())!.AsMap());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.StatusCode = context.Request.Path.Value switch { "/missing.png" => 404, "/api/broken" => 500, _ => 200 };
        return context.Response.WriteAsync(context.Request.Path == "/" ? Noisy : "x");
    }
}
