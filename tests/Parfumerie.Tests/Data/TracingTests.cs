using System.Diagnostics;
using System.Net;
using Parfumerie.Data;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Data;

public sealed class TracingTests
{
    [Theory]
    [InlineData("SELECT a FROM products WHERE b", "SELECT", "products")]
    [InlineData("INSERT INTO orders (id) VALUES (1)", "INSERT", "orders")]
    [InlineData("UPDATE orders SET a = 1", "UPDATE", "orders")]
    [InlineData("DELETE FROM visitors", "DELETE", "visitors")]
    [InlineData("SELECT 1", "SELECT", "")]
    [InlineData("", "", "")]
    public void Summary_OfAStatement_NamesVerbAndTable(string sql, string operation, string table) =>
        SqlSpan.Summary(sql).ShouldBe((operation, table));

    [Fact]
    public async Task Request_WithTraceparent_HasItsSqlSpansInThatTrace()
    {
        await using var shop = await ShopServer.StartAsync();
        var (seen, trace) = (new List<Activity>(), ActivityTraceId.CreateRandom());
        using var listener = Spans.Listen(seen);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/parfums/ambre-nuit");
        request.Headers.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        (await new HttpClient(new SocketsHttpHandler { ActivityHeadersPropagator = null }) { BaseAddress = shop.Address }
            .SendAsync(request, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();

        await Until.TrueAsync(() => Task.FromResult(Of(seen, trace).Any(span => span.Kind == ActivityKind.Server)));
        var spans = Of(seen, trace);
        var server = spans.Single(span => span.Kind == ActivityKind.Server);
        var sql = spans.First(span => span.DisplayName == "SELECT products");
        sql.Kind.ShouldBe(ActivityKind.Client);
        sql.ParentSpanId.ShouldBe(server.SpanId);
        sql.GetTagItem("db.system.name").ShouldBe("sqlite");
        sql.GetTagItem("db.operation.name").ShouldBe("SELECT");
        $"{sql.GetTagItem("db.query.text")}".ShouldContain("WHERE slug = @slug");
    }

    [Fact]
    public async Task Payment_ItsWebhook_IsInTheTraceOfTheCustomersRequest()
    {
        await using var shop = await ShopServer.StartAsync();
        var seen = new List<Activity>();
        using var listener = Spans.Listen(seen);
        var browser = shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();
        await browser.PayAsync(payment);
        await browser.WaitUntilPaidAsync(payment.OrderId());

        Activity? Webhook() => Server(seen, shop, "/api/webhooks/stripe", span => span.GetTagItem("parfumerie.webhook.type") is "payment_intent.succeeded");
        Activity? Checkout() => Server(seen, shop, "/api/checkout", _ => true);
        await Until.TrueAsync(() => Task.FromResult(Webhook() is not null && Checkout() is not null));
        var trace = Checkout()!.TraceId;
        Webhook()!.TraceId.ShouldBe(trace);
        Of(seen, trace).SelectMany(span => span.TagObjects)
            .ShouldAllBe(tag => !$"{tag.Value}".Replace(" ", "").Contains("4242424242424242"));
    }

    [Fact]
    public async Task Database_DoesNotOpen_FailsTheSpanTheHealthAndThePage()
    {
        await using var shop = await ShopServer.StartAsync("ConnectionStrings:shop=Host=127.0.0.1;Port=1;Username=x;Password=hunter2;Timeout=2");
        var seen = new List<Activity>();
        using var listener = Spans.Listen(seen);
        var browser = shop.NewBrowser();

        var page = await browser.OpenAsync("/en");
        using var health = await browser.Http.GetAsync("/api/health", TestContext.Current.CancellationToken);
        using var ready = await browser.Http.GetAsync("/health", TestContext.Current.CancellationToken);

        page.Status.ShouldBe(HttpStatusCode.InternalServerError);
        page.Heading.ShouldBe("A bottle broke");
        page.Text.ShouldNotContain("hunter2");
        health.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await health.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldBe("""{"status":"error","database":"unreachable"}""");
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        var trace = ActivityTraceId.CreateFromString(page.Html.QuerySelector(".oops code")!.TextContent);
        await Until.TrueAsync(() => Task.FromResult(Of(seen, trace).Any(span => span.Kind == ActivityKind.Server)));
        Of(seen, trace).Single(span => span.DisplayName == "connect").Status.ShouldBe(ActivityStatusCode.Error);
        Of(seen, trace).Single(span => span.Kind == ActivityKind.Server).Status.ShouldBe(ActivityStatusCode.Error);
    }

    private static List<Activity> Of(List<Activity> seen, ActivityTraceId trace)
    {
        lock (seen)
        {
            return [.. seen.Where(span => span.TraceId == trace)];
        }
    }

    /// <summary>A listener hears the whole process, so the shop is told by its port from those of other tests.</summary>
    private static Activity? Server(List<Activity> seen, ShopServer shop, string path, Func<Activity, bool> condition)
    {
        lock (seen)
        {
            return seen.FirstOrDefault(span => span.Kind == ActivityKind.Server && shop.IsOf(span)
                && span.GetTagItem("url.path") is string at && at == path && condition(span));
        }
    }
}
