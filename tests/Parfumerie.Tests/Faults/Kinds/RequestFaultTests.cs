using System.Diagnostics;
using System.Net;
using System.Text;

namespace Parfumerie.Tests.Faults.Kinds;

/// <summary>Faults in the way of requests, over real sockets; each is undone before the next.</summary>
public sealed class RequestFaultTests(BrokenShop shop) : IClassFixture<BrokenShop>
{
    [Theory]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task Status_Everywhere_ButNotOnHealth(int code)
    {
        await shop.BreakAsync("status", new { code });

        ((int)await shop.CodeAsync("/")).ShouldBe(code);
        ((int)await shop.CodeAsync("/en/parfums")).ShouldBe(code);
        ((int)await shop.CodeAsync("/api/products")).ShouldBe(code);
        (await shop.CodeAsync("/health")).ShouldBe(HttpStatusCode.OK);
        (await shop.CodeAsync("/alive")).ShouldBe(HttpStatusCode.OK);
        await shop.FaultBecomesAsync("/", "status");

        await shop.RepairAsync();
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
        await shop.FaultBecomesAsync("/", null);
    }

    [Fact]
    public async Task Status_OneRoute_InBothLanguages()
    {
        await shop.BreakAsync("status", new { code = 503, route = "/panier" });

        (await shop.CodeAsync("/panier")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await shop.CodeAsync("/en/panier")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await shop.CodeAsync("/parfums")).ShouldBe(HttpStatusCode.OK);

        await shop.RepairAsync("status");
    }

    [Fact]
    public async Task Hang_UntilRepaired_ThenTheConnectionCloses()
    {
        await shop.BreakAsync("hang", new { route = "/parfums" });
        var waiting = shop.Customer.GetAsync("/parfums", BrokenShop.Token);
        await shop.ArrivesAsync();
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
        waiting.IsCompleted.ShouldBeFalse();

        await shop.RepairAsync();

        await Should.ThrowAsync<HttpRequestException>(() => waiting.WaitAsync(TimeSpan.FromSeconds(60), BrokenShop.Token));
        (await shop.CodeAsync("/parfums")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Hang_TimeIsUp_LetsGo()
    {
        await shop.BreakAsync("hang", new { route = "/parfums" }, lasting: "3s"); // long enough to ask before it is over

        await Should.ThrowAsync<HttpRequestException>(() => shop.Customer.GetAsync("/parfums", BrokenShop.Token).WaitAsync(TimeSpan.FromSeconds(60), BrokenShop.Token));

        await BrokenShop.EventuallyAsync(async () => await shop.CodeAsync("/parfums") == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Close_GivesNoAnswer()
    {
        await shop.BreakAsync("close");

        await Should.ThrowAsync<HttpRequestException>(() => shop.Customer.GetAsync("/", BrokenShop.Token));
        (await shop.CodeAsync("/health")).ShouldBe(HttpStatusCode.OK);

        await shop.RepairAsync();
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Delay_ByDefault_SlowsDocumentsOnly()
    {
        await shop.BreakAsync("delay", new { ms = 60_000 });

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(BrokenShop.Token);
        var page = shop.Customer.GetAsync("/", limit.Token);
        await shop.ArrivesAsync();
        (await shop.CodeAsync("/api/products")).ShouldBe(HttpStatusCode.OK);
        (await shop.CodeAsync("/assets/shop.css")).ShouldBe(HttpStatusCode.OK);
        page.IsCompleted.ShouldBeFalse();

        await shop.RepairAsync();
        (await page.WaitAsync(TimeSpan.FromSeconds(60), BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await shop.FaultBecomesAsync("/", "delay");
    }

    [Fact]
    public async Task Delay_Everything_SlowsTheApiToo()
    {
        await shop.BreakAsync("delay", new { ms = 300, documentsOnly = false, route = "/api" });

        var watch = Stopwatch.StartNew();
        (await shop.CodeAsync("/api/products")).ShouldBe(HttpStatusCode.OK);

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
        await shop.RepairAsync();
    }

    [Fact]
    public async Task Header_TwoAtOnce_OneStrippedOneReplaced()
    {
        await shop.BreakAsync("header", new { name = "Content-Security-Policy", value = (string?)null });
        await shop.BreakAsync("header", new { name = "x-frame-options", value = "ALLOWALL" });

        using (var broken = await shop.Customer.GetAsync("/", BrokenShop.Token))
        {
            broken.Headers.Contains("Content-Security-Policy").ShouldBeFalse();
            broken.Headers.GetValues("X-Frame-Options").ShouldBe(["ALLOWALL"]);
        }

        await shop.FaultBecomesAsync("/", "header");
        await shop.RepairAsync("header");
        using var whole = await shop.Customer.GetAsync("/", BrokenShop.Token);
        whole.Headers.Contains("Content-Security-Policy").ShouldBeTrue();
        whole.Headers.GetValues("X-Frame-Options").ShouldBe(["DENY"]);
    }

    [Fact]
    public async Task Script_OnThePaymentPage_AndNowhereElse()
    {
        var payment = await shop.OrderAsync();
        await shop.BreakAsync("script", new { url = "https://cdn.example/pay.js?a=1&b=\"" });

        (await shop.TextAsync(payment)).ShouldContain("<script src=\"https://cdn.example/pay.js?a=1&amp;b=&quot;\"></script></body>");
        await shop.FaultBecomesAsync(payment, "script");
        (await shop.TextAsync("/")).ShouldNotContain("cdn.example");

        await shop.BreakAsync("script", new { inline = "track()" });
        (await shop.TextAsync(payment)).ShouldContain("<script>track()</script></body>");

        await shop.RepairAsync();
        (await shop.TextAsync(payment)).ShouldNotContain("track()");
    }

    [Theory]
    [InlineData("""{"mode":"status","code":503}""", HttpStatusCode.ServiceUnavailable)]
    [InlineData("""{"mode":"status"}""", HttpStatusCode.InternalServerError)]
    [InlineData("""{"mode":"drop"}""", HttpStatusCode.OK)]
    [InlineData("""{"mode":"unsigned-accepted"}""", HttpStatusCode.OK)]
    public async Task Webhook_Unsigned_AnswersAsTheModeSays(string parameters, HttpStatusCode expected)
    {
        (await HookAsync()).ShouldBe(HttpStatusCode.BadRequest);
        await shop.BreakAsync("webhook", System.Text.Json.JsonDocument.Parse(parameters).RootElement);

        (await HookAsync()).ShouldBe(expected);
        await shop.FaultBecomesAsync("/api/webhooks/stripe", "webhook");
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);

        await shop.RepairAsync();
        (await HookAsync()).ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Webhook_Slow_WaitsThenWorksOn()
    {
        await shop.BreakAsync("webhook", new { mode = "slow", ms = 300 });

        var watch = Stopwatch.StartNew();
        (await HookAsync()).ShouldBe(HttpStatusCode.BadRequest);

        watch.ElapsedMilliseconds.ShouldBeGreaterThanOrEqualTo(290);
        await shop.RepairAsync();
    }

    private async Task<HttpStatusCode> HookAsync()
    {
        using var body = new StringContent("""{"id":"evt_test","type":"charge.updated"}""", Encoding.UTF8, "application/json");
        using var answer = await shop.Customer.PostAsync("/api/webhooks/stripe", body, BrokenShop.Token);
        return answer.StatusCode;
    }
}
