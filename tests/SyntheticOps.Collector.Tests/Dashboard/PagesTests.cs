using System.Net;
using SyntheticOps.Collector.Tests.Storage;

namespace SyntheticOps.Collector.Tests.Dashboard;

public sealed class PagesTests(SeededDashboard dashboard) : IClassFixture<SeededDashboard>
{
    private DashboardHost Host => dashboard.Host;

    private string[] Pages =>
    [
        "/", "/checks", "/checks/home", "/checks/checkout?range=1h&outcome=down", $"/runs/{SampleRuns.FailedRun}", "/traces", "/traces?text=orders&errors=true&min=1&range=7d",
        $"/traces/{SampleRuns.FailedRun}", "/incidents", "/incidents?state=all", $"/incidents/{dashboard.IncidentId}", "/gateway", "/status", "/login",
    ];

    [Fact]
    public async Task EveryPage_InBothLanguages_IsWholeAndEncodesWhatStrangersChose()
    {
        foreach (var language in new[] { "en", "fr" })
        {
            using var browser = await Browser.SignedInAsync(Host, language);
            foreach (var path in Pages.Where(path => path != "/login"))
            {
                var page = await browser.TextAsync(path);

                page.ShouldStartWith("<!DOCTYPE html>", customMessage: path);
                page.ShouldContain($"<html lang=\"{language}\"", customMessage: path);
                page.ShouldEndWith("</html>", customMessage: path);
                page.ShouldNotContain("<script>", customMessage: path);
                page.ShouldNotContain("<img src=x", customMessage: path);
                page.ShouldNotContain("href=\"javascript", Case.Insensitive, path);
                page.ShouldNotContain(" style=", customMessage: path);
                page.Length.ShouldBeLessThan(64_000, path);
                page.Split("<h1").Length.ShouldBe(2, path);
            }
        }
    }

    [Fact]
    public async Task Overview_WithAnIncident_SaysItFirst()
    {
        using var browser = await Browser.SignedInAsync(Host);

        var page = await browser.TextAsync("/");

        page.ShouldContain(dashboard.IncidentId);
        page.IndexOf("class=\"alarm\"", StringComparison.Ordinal).ShouldBeLessThan(page.IndexOf("matrix", StringComparison.Ordinal));
        page.ShouldContain("Last run");
    }

    [Fact]
    public async Task Run_ThatFailed_ShowsStepsSpansFindingsAndItsIncident()
    {
        using var browser = await Browser.SignedInAsync(Host);

        var page = await browser.TextAsync($"/runs/{SampleRuns.FailedRun}");

        page.ShouldContain("<span class=\"strong break\">pay");
        page.ShouldContain("step pay");
        page.ShouldContain("SELECT orders");
        page.ShouldContain("expectation-failed");
        page.ShouldContain("1.82");
        page.ShouldContain("clock was set back by 24");
        page.ShouldContain($"/incidents/{dashboard.IncidentId}");
    }

    [Theory]
    [InlineData("/checks/nothing")]
    [InlineData("/runs/00000000000000000000000000000abc")]
    [InlineData("/runs/..%2f..")]
    [InlineData("/traces/zz")]
    [InlineData("/incidents/INC-999999")]
    [InlineData("/incidents/INC-1'%20or%201")]
    [InlineData("/status/other")]
    [InlineData("/nowhere")]
    public async Task UnknownAddress_Is404WithAPage(string path)
    {
        using var browser = await Browser.SignedInAsync(Host);

        (await browser.TextAsync(path, HttpStatusCode.NotFound)).ShouldContain("Nothing here");
    }

    [Fact]
    public async Task TraceOf10000Spans_RendersABoundedNumberOfRows()
    {
        var at = Host.Clock.GetUtcNow().AddMinutes(-5);
        var spans = Enumerable.Range(1, 10_000).Select(i => Samples.Span(77_777, i, $"row {i}", at: at.AddMilliseconds(i)) with { ParentSpanId = i == 1 ? null : Samples.SpanId(1) });
        await Host.Telemetry.AppendAsync(Samples.Batch(spans), TestContext.Current.CancellationToken);
        using var browser = await Browser.SignedInAsync(Host);

        var page = await browser.TextAsync($"/traces/{Samples.TraceId(77_777)}");

        page.Split("class=\"trace__row\"").Length.ShouldBeInRange(50, 62);
        page.ShouldContain("of 10000 spans are shown");
        page.Length.ShouldBeLessThan(50_000);
    }

    [Theory]
    [InlineData("/traces?min=99999999999999&range=x&errors=maybe&after=%00")]
    [InlineData("/checks?after=-5")]
    [InlineData("/checks/home?range=zzz&after=zzz")]
    [InlineData("/incidents?state=zzz&after=zzz")]
    public async Task HostileQuery_IsAnswered(string path)
    {
        using var browser = await Browser.SignedInAsync(Host);
        using var answer = await browser.GetAsync(path);

        ((int)answer.StatusCode).ShouldBeLessThan(500);
    }

    [Fact]
    public async Task Language_ChosenOnThePage_IsKept()
    {
        using var browser = await Browser.SignedInAsync(Host);

        (await browser.TextAsync("/?lang=fr")).ShouldContain("Aperçu");

        (await browser.TextAsync("/checks")).ShouldContain("Contrôles");
    }

    [Fact]
    public async Task Theme_PostedWithoutScript_IsKept()
    {
        using var browser = await Browser.SignedInAsync(Host);

        using var answer = await browser.SubmitAsync("/checks", "/preferences", ("theme", "dark"), ("return", "//evil.example/x"));

        answer.Headers.Location!.ToString().ShouldBe("/");
        (await browser.TextAsync("/checks")).ShouldContain("data-theme=\"dark\"");
    }
}
