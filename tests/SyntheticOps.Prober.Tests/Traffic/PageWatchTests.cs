using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Probing;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Traffic;

public sealed class PageWatchTests(BrowserFixture browser)
{
    private static readonly string[] Ours = ["traceparent", "Synthetic-Probe"];

    [Fact]
    public async Task Headers_OwnAndThirdParty_OnlyOwnOriginsSeeThem()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var third = await TestServer.StartAsync(context =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("third");
        });
        var there = third.Url.AbsoluteUri;
        await using var shop = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["/"] = $$"""
                <h1>Home</h1><img src="{{there}}img"><script src="{{there}}script"></script><iframe src="{{there}}frame"></iframe>
                <img src="/go-img"><iframe src="/go-frame"></iframe><link rel=stylesheet href="/style.css">
                <script>
                const done = [fetch('/api/own'), fetch('{{there}}api/third'), fetch('/go-fetch'), fetch('/api/own', {method: 'POST', body: 'x'})];
                const worker = new Worker('/worker.js');
                const works = new Promise(yes => worker.onmessage = yes);
                Promise.allSettled([...done, works, new Promise(yes => addEventListener('load', yes))]).then(() => document.body.append('all done'));
                </script>
                """,
            ["/api/own"] = "{}",
            ["/style.css"] = "h1 {}",
            ["/worker.js"] = $"fetch('{there}from-worker').finally(() => fetch('/own-from-worker')).finally(() => postMessage(1));",
            ["/own-from-worker"] = "{}",
            ["/go-img"] = $"302 {there}after-img",
            ["/go-frame"] = $"302 {there}after-frame",
            ["/go-fetch"] = $"302 {there}after-fetch",
            ["/leave"] = $"302 {there}after-open",
        });

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: Headers
            steps:
              - open: /
                expect: [{text: all done}]
              - name: leave
                open: /leave
                expect: [{text: third}]
              - name: api
                request: GET /leave
            """, new() { Reach = [third.Url] }, TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        // The browser asks for an icon whenever it likes.
        third.Paths.Distinct().Except(["/favicon.ico"]).ShouldBe(
            ["/img", "/script", "/frame", "/api/third", "/from-worker", "/after-img", "/after-frame", "/after-fetch", "/after-open"], ignoreOrder: true);
        third.Seen.ShouldAllBe(request => !request.Headers.Keys.Any(key => Ours.Contains(key, StringComparer.OrdinalIgnoreCase)), "a third party saw our headers");
        third.Seen.ShouldAllBe(request => request.Method != "OPTIONS", "we caused a preflight");
        shop.Seen.ShouldAllBe(request => request.Method != "OPTIONS");
        third.Seen.Concat(shop.Seen).Where(request => !request.Headers["User-Agent"].EndsWith(Checks.Running.ProbeIdentity.UserAgent, StringComparison.Ordinal))
            .Select(request => request.Path).ShouldBeEmpty();

        foreach (var path in (string[])["/", "/api/own", "/style.css", "/go-img", "/go-fetch", "/leave"])
        {
            var headers = shop.HeadersOf(path);
            ProbeSignature.Verify(JourneyRuns.ProbeKey, headers["Synthetic-Probe"], shop.Url.Authority, DateTimeOffset.UtcNow).ShouldBe(ran.RunId, path);
            var parent = headers["traceparent"].Split('-');
            parent[1].ShouldBe(ran.RunId);
            var span = ran.Requests.Single(span => span.SpanId.ToHexString() == parent[2]);
            ((string)span.GetTagItem("url.full")!).ShouldEndWith(path);
            span.GetTagItem("synthetic.request.party").ShouldBe("own");
            ran.Steps.ShouldContain(step => step.SpanId == span.ParentSpanId);
        }

        ran.Requests.ShouldContain(span => (string?)span.GetTagItem("synthetic.request.party") == "third");
    }

    [Fact]
    public async Task Headers_FetchFromAnotherOwnOrigin_CausesNoPreflight()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var api = await TestServer.StartAsync(context =>
        {
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return context.Response.WriteAsync("{}");
        });
        await using var shop = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["/"] = $"<script>fetch('{api.Url}data').then(() => document.body.append('all done'))</script>",
        });

        var ran = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, "name: Two\nsteps: [{open: /, expect: [{text: all done}]}]", new() { OtherOwn = [api.Url] }, TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        api.Seen.Select(request => $"{request.Method} {request.Path}").ShouldBe(["GET /data"]);
    }

    [Fact]
    public async Task Maintenance_GatewaySaysSo_IsInTheResult()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context =>
        {
            context.Response.Headers["Synops-Maintenance"] = "on";
            return context.Response.WriteAsync("<h1>Home</h1>");
        });

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: One\nsteps: [{open: /}]", token: TestContext.Current.CancellationToken);

        ran.Result.Maintenance.ShouldBe(true);
    }

    [Fact]
    public async Task Spans_RequestStorm_KeepsTheCapAndTheDocument()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/"
            ? "<script>Promise.all([...Array(150).keys()].map(i => fetch('/x' + i))).then(() => document.body.append('all done'))</script>"
            : "x"));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Storm\nsteps: [{open: /, expect: [{text: all done}]}]", token: TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        ran.Requests.Count().ShouldBe(60);
        ran.Requests.ShouldContain(span => (string?)span.GetTagItem("url.full") == shop.Url.AbsoluteUri);
    }
}
