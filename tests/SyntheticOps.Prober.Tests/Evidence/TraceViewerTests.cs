using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.StaticFiles;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

/// <summary>The trace that a failed run leaves, after all that is taken out of it, in Playwright's own viewer.</summary>
public sealed class TraceViewerTests(BrowserFixture browser)
{
    private static readonly string Viewer = Path.Combine(AppContext.BaseDirectory, ".playwright", "package", "lib", "vite", "traceViewer");

    [Fact]
    public async Task Trace_OfAFailedRun_OpensWithItsActionsAndPages()
    {
        BrowserFixture.SkipWithoutBrowser();
        var token = TestContext.Current.CancellationToken;
        await using var shop = await TestServer.StartAsync(new Dictionary<string, string>
        {
            ["/"] = "<title>Shop</title><link rel=stylesheet href=/shop.css><h1>Our scents</h1><button onclick=\"document.querySelector('h1').textContent='Basket of one'\">Buy</button>",
            ["/shop.css"] = "h1 { color: rgb(1, 2, 3) }",
        });
        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, """
            name: Fails
            steps:
              - open: /
              - {name: buy, do: [{click: {role: button, name: Buy}}], expect: [{text: never}], timeout: 1s}
            """, token: token);
        var trace = ran.Artifacts.Kept["trace.zip"];
        await using var viewer = await TestServer.StartAsync(context => AnswerAsync(context, trace));

        var seen = await JourneyRuns.RunAsync(browser.Host, viewer.Url, $$"""
            name: Viewer
            browser: {service-workers: allow}
            steps:
              - name: actions
                open: "/index.html?trace={{viewer.Url}}trace.zip"
                expect: [{text: Navigate}, {text: Query count}]
                timeout: 30s
              - name: the page at the end
                frame: {css: "iframe.snapshot-visible"}
                expect:
                  - {role: heading, name: Basket of one}
                timeout: 20s
            """, new() { Timeout = TimeSpan.FromSeconds(60) }, token);

        seen.Result.Outcome.ShouldBe(Outcome.Up, seen.Result.Message);
    }

    private static Task AnswerAsync(HttpContext context, byte[] trace)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        var file = Path.Combine(Viewer, path);
        context.Response.ContentType = new FileExtensionContentTypeProvider().TryGetContentType(path, out var type) ? type : "application/octet-stream";
        if (path == "trace.zip")
        {
            return context.Response.Body.WriteAsync(trace).AsTask();
        }

        context.Response.StatusCode = File.Exists(file) ? 200 : 404;
        return File.Exists(file) ? context.Response.SendFileAsync(file) : Task.CompletedTask;
    }
}
