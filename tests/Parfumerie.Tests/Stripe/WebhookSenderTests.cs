using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Parfumerie.Payments;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Stripe;

public sealed class WebhookSenderTests
{
    [Fact]
    public async Task Sender_EndpointFailsOnce_DeliversAgainAndReplays()
    {
        var token = TestContext.Current.CancellationToken;
        var received = new ConcurrentQueue<(byte[] Body, string? Signature)>();
        await using var endpoint = await ListenAsync(received);
        await using var shop = await ShopServer.StartAsync($"Stripe:WebhookUrl={endpoint.Urls.Single()}/hook");
        using var stripe = shop.NewStripe();
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["amount"] = "100", ["currency"] = "eur" });
        (await stripe.PostAsync("/v1/payment_intents", form, token)).EnsureSuccessStatusCode();

        await Until.TrueAsync(() => Task.FromResult(received.Count == 2));
        var delivered = await DeliveredAsync(stripe);

        var (body, signature) = received.First();
        StripeSignature.Verify(body, signature, [ShopServer.WebhookSecret], DateTimeOffset.UtcNow).ShouldBeTrue();
        received.Last().Body.ShouldBe(body);
        (await stripe.PostAsync($"/v1/events/{delivered}/retry", null, token)).EnsureSuccessStatusCode();
        await Until.TrueAsync(() => Task.FromResult(received.Count == 3));
        Encoding.UTF8.GetString(received.Last().Body).ShouldContain(delivered);
    }

    /// <summary>An endpoint that answers 500 to the first delivery.</summary>
    private static async Task<WebApplication> ListenAsync(ConcurrentQueue<(byte[] Body, string? Signature)> received)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore();
        var app = builder.Build();
        app.Urls.Add("http://127.0.0.1:0");
        app.Run(async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            received.Enqueue((body.ToArray(), context.Request.Headers["Stripe-Signature"]));
            context.Response.StatusCode = received.Count == 1 ? StatusCodes.Status500InternalServerError : StatusCodes.Status200OK;
        });
        await app.StartAsync();
        return app;
    }

    /// <returns>The one event, as soon as the fake knows that it arrived.</returns>
    private static async Task<string> DeliveredAsync(HttpClient stripe)
    {
        string? id = null;
        await Until.TrueAsync(async () =>
        {
            var list = await stripe.GetFromJsonAsync<JsonElement>("/v1/events?delivery_success=true");
            id = list.GetProperty("data").EnumerateArray().Select(one => one.GetProperty("id").GetString()).SingleOrDefault();
            return id is not null;
        });
        return id!;
    }
}
