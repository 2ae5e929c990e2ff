using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Data;
using Parfumerie.Payments;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Payments;

public sealed class WebhookApiTests(WebhookApiTests.UndeliveredShop shop) : IClassFixture<WebhookApiTests.UndeliveredShop>
{
    private ShopServer Shop => shop.Server;

    [Fact]
    public async Task Webhook_Signed_MakesTheOrderPaidOnce()
    {
        var (browser, order, body) = await PaidAtStripeAsync();
        (await browser.StatusAsync(order)).ShouldBe("pending");

        (await SendAsync(body, Sign(body))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await browser.StatusAsync(order)).ShouldBe("paid");
        var first = await PaidAtAsync(browser, order);

        (await SendAsync(body, Sign(body))).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await PaidAtAsync(browser, order)).ShouldBe(first);
        (await CountEventsAsync(body)).ShouldBe(1);
    }

    [Fact]
    public async Task Webhook_WrongSignature_Is400AndChangesNothing()
    {
        var (browser, order, body) = await PaidAtStripeAsync();

        (await SendAsync(body, null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(body, StripeSignature.Create(Encoding.UTF8.GetBytes(body), "whsec_somebody_else", DateTimeOffset.UtcNow))).StatusCode
            .ShouldBe(HttpStatusCode.BadRequest);
        (await SendAsync(body + " ", Sign(body))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await browser.StatusAsync(order)).ShouldBe("pending");
    }

    [Fact]
    public async Task Webhook_OtherAmount_DoesNotPay()
    {
        var (browser, order, body) = await PaidAtStripeAsync();
        var cheaper = body.Replace("\"amount_received\":8900", "\"amount_received\":1", StringComparison.Ordinal);

        (await SendAsync(cheaper, Sign(cheaper))).StatusCode.ShouldBe(HttpStatusCode.OK);

        (await browser.StatusAsync(order)).ShouldBe("pending");
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"id\":1}")]
    [InlineData("{\"id\":\"evt_1\"}")]
    [InlineData("not json")]
    public async Task Webhook_SignedNonsense_Is400(string body) =>
        (await SendAsync(body, Sign(body))).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

    [Fact]
    public async Task Webhook_UnknownType_IsAcknowledged()
    {
        const string Body = """{"id":"evt_other","type":"charge.refunded","data":{"object":{"object":"charge"}}}""";

        (await SendAsync(Body, Sign(Body))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Sign(string body) =>
        StripeSignature.Create(Encoding.UTF8.GetBytes(body), ShopServer.WebhookSecret, DateTimeOffset.UtcNow);

    private static async Task<string?> PaidAtAsync(Browser browser, string order) =>
        (await browser.Http.GetFromJsonAsync<JsonElement>($"/api/orders/{order}")).GetProperty("paidAt").GetString();

    /// <summary>An order whose money Stripe has, and the event that nobody delivered.</summary>
    private async Task<(Browser Browser, string Order, string Body)> PaidAtStripeAsync()
    {
        var browser = Shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();
        await browser.PayAsync(payment);
        using var stripe = Shop.NewStripe();
        var list = await stripe.GetFromJsonAsync<JsonElement>("/v1/events?type=payment_intent.succeeded&limit=1");
        return (browser, payment.OrderId(), list.GetProperty("data")[0].GetRawText());
    }

    private async Task<long> CountEventsAsync(string body)
    {
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString();
        await using var connection = await Shop.Services.GetRequiredService<IShopDatabase>().OpenAsync(CancellationToken.None);
        return await connection.GetAsync<long>("SELECT COUNT(*) FROM payment_events WHERE id = @id", new { id }, CancellationToken.None);
    }

    private async Task<HttpResponseMessage> SendAsync(string body, string? signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/webhooks/stripe") { Content = new StringContent(body) };
        if (signature is not null)
        {
            request.Headers.Add("Stripe-Signature", signature);
        }

        return await Shop.NewBrowser().Http.SendAsync(request);
    }

    /// <summary>Its webhooks go to a port where nobody listens, so that the test delivers them itself.</summary>
    public sealed class UndeliveredShop : SharedShop
    {
        protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>(["Stripe:WebhookUrl=http://127.0.0.1:1/"]);
    }
}
