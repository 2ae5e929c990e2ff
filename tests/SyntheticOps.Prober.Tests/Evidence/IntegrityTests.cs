using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Evidence;
using SyntheticOps.Prober.Evidence.Integrity;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

public sealed class IntegrityTests(BrowserFixture browser) : IDisposable
{
    private const string Journey = "name: Pay\nsteps: [{name: cart, open: /cart}, {name: payment, do: [{click: {role: link, name: Pay}}], expect: [{text: Card}]}]";
    private const string App = "document.body.dataset.app = 'é';";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-test-");
    private string _extra = "";
    private string _app = App;
    private string? _policy = "script-src 'self' 'unsafe-inline'";

    private string Baseline => Path.Combine(_folder.FullName, "pages.json");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_FirstRun_WritesWhatTheBrowserReceived()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);

        var ran = await RunAsync(shop.Url);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        var page = IntegrityBaseline.Read(Baseline)!.Pages.ShouldHaveSingleItem();
        page.Key.ShouldBe("/order/*/payment");
        page.Value.Scripts.ShouldHaveSingleItem().ShouldBe(new("/app.js", new ScriptEntry(Hash(App), null)));
        page.Value.Inline.ShouldBe([Hash("var price = 1;"), Hash("x()")], ignoreOrder: true);
        page.Value.Headers.ShouldBe(new Dictionary<string, string> { ["content-security-policy"] = _policy! });
        ran.Artifacts.Text("integrity.json").ShouldContain(Hash(App));
        (await RunAsync(shop.Url)).Result.Findings.ShouldNotContain(finding => finding.Kind == FindingKind.Drift);
    }

    [Theory]
    [InlineData("<script src=/skimmer.js?v=1></script>", "script-added", "skimmer.js")]
    [InlineData("<script src=http://127.0.0.1:9/skimmer.js></script>", "script-added", "http://127.0.0.1:9/skimmer.js")]
    [InlineData("<script>steal()</script>", "script-added", "inline script on /order/*/payment")]
    [InlineData("<script>document.head.append(Object.assign(document.createElement('script'), { textContent: 'later()' }))</script>", "script-added", "inline script on /order/*/payment")]
    [InlineData("<iframe src=http://127.0.0.1:9/f></iframe>", "frame-added", "http://127.0.0.1:9")]
    public async Task RunAsync_SomethingMoreOnThePage_IsDriftWithItsAddress(string html, string code, string subject)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        await RunAsync(shop.Url);
        _extra = html;

        var ran = await RunAsync(shop.Url);

        ran.Result.Outcome.ShouldBe(Outcome.Degraded, ran.Result.Message);
        ran.Result.Reason.ShouldBe(Reasons.Finding);
        var drift = ran.Result.Findings.Where(finding => finding.Kind == FindingKind.Drift).ToList();
        drift.ShouldAllBe(finding => finding.Code == code && finding.Severity == Severity.Error);
        drift[0].Subject.ShouldEndWith(subject);
        File.Delete(Baseline);
        (await RunAsync(shop.Url)).Result.Outcome.ShouldBe(Outcome.Up);
        (await RunAsync(shop.Url)).Result.Outcome.ShouldBe(Outcome.Up, "the new state is approved");
    }

    [Fact]
    public async Task RunAsync_ScriptThatThePolicyRefuses_IsStillFound()
    {
        BrowserFixture.SkipWithoutBrowser();
        _policy = "script-src 'self'";
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        await RunAsync(shop.Url);
        _extra = "<script>refused()</script><script src=http://127.0.0.1:9/refused.js></script>";

        var ran = await RunAsync(shop.Url);

        var texts = ran.Result.Findings.Where(finding => finding.Kind == FindingKind.Drift).Select(finding => finding.Text).ToList();
        texts.ShouldContain(text => text.Contains(Hash("refused()"), StringComparison.Ordinal));
        texts.ShouldContain(text => text.Contains("http://127.0.0.1:9/refused.js (it did not run)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RunAsync_ScriptAndPolicyChanged_BothAreDrift()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        await RunAsync(shop.Url);
        _app = App + "steal();";
        _policy = null;

        var ran = await RunAsync(shop.Url);

        ran.Result.Findings.Where(finding => finding.Kind == FindingKind.Drift).Select(finding => finding.Code).ShouldBe(["script-changed", "header-removed"], ignoreOrder: true);
        ran.Result.Findings.First(finding => finding.Code == "script-changed").Args.Take(3).ShouldBe(["/order/*/payment", Hash(App), Hash(_app)]);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static string Hash(string text) => $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)))}";

    private Task<Ran> RunAsync(Uri url) => JourneyRuns.RunAsync(
        browser.Host, url, Journey, new() { Options = new JourneyOptions { Integrity = new(["/order/*/payment"], Baseline) } }, Token);

    private Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path.Value!.EndsWith(".js", StringComparison.Ordinal))
        {
            context.Response.ContentType = "text/javascript; charset=utf-8";
            return context.Response.WriteAsync(context.Request.Path == "/app.js" ? _app : "steal();");
        }

        if (context.Request.Path == "/cart")
        {
            return context.Response.WriteAsync("<script src=/cart.js></script><a href=/order/7/payment?x=1>Pay</a>");
        }

        context.Response.Headers.ContentSecurityPolicy = _policy;
        return context.Response.WriteAsync(
            $$"""<h1>Card</h1><script src=/app.js></script><script>var price = 1;</script><script>x()</script><script type=application/json>{"a": 1}</script>{{_extra}}""");
    }
}
