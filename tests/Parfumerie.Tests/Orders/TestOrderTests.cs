using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Parfumerie.Data;
using Parfumerie.Payments;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Orders;

/// <summary>contracts.md section 4: a probe may make one order of its own run, pay it by a signed event and take it away.</summary>
public sealed class TestOrderTests(TestOrderTests.PlainShop shop) : IClassFixture<TestOrderTests.PlainShop>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ShopServer Shop => shop.Server;

    [Fact]
    public async Task TestOrder_OfTheRun_IsPaidByItsEventAndLeavesNothing()
    {
        var run = ShopServer.NewRun();
        var probe = Shop.NewBrowser(run);

        using var made = await probe.Http.PostAsync($"/api/test-orders/{run}", null, Token);
        made.StatusCode.ShouldBe(HttpStatusCode.Created);
        var order = await made.Content.ReadFromJsonAsync<JsonElement>(Token);
        (await StatusAsync(probe, run)).ShouldBe("pending");

        await PayAsync(run, order);
        (await StatusAsync(probe, run)).ShouldBe("paid");
        using var again = await probe.Http.PostAsync($"/api/test-orders/{run}", null, Token);
        (await again.Content.ReadFromJsonAsync<JsonElement>(Token)).GetProperty("status").GetString().ShouldBe("paid");

        (await probe.Http.DeleteAsync($"/api/test-orders/{run}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await CountAsync("SELECT COUNT(*) FROM orders WHERE id = @run", run)).ShouldBe(0);
        (await CountAsync("SELECT COUNT(*) FROM order_lines WHERE order_id = @run", run)).ShouldBe(0);
        (await CountAsync("SELECT COUNT(*) FROM payment_events WHERE id = 'evt_synops_' || @run", run)).ShouldBe(0);
    }

    [Fact]
    public async Task TestOrder_OfAnotherRunOrOfACustomer_Is404()
    {
        var run = ShopServer.NewRun();
        var other = Shop.NewBrowser(ShopServer.NewRun());
        var customer = Shop.NewBrowser();

        (await other.Http.PostAsync($"/api/test-orders/{run}", null, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await customer.Http.PostAsync($"/api/test-orders/{run}", null, Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await CountAsync("SELECT COUNT(*) FROM orders WHERE id = @run", run)).ShouldBe(0);
    }

    /// <summary>What a run could not take away itself is swept a day later; orders of customers stay.</summary>
    [Fact]
    public async Task Sweep_TestOrderThatItsRunLeft_GoesAfterADay()
    {
        var run = ShopServer.NewRun();
        using var made = await Shop.NewBrowser(run).Http.PostAsync($"/api/test-orders/{run}", null, Token);
        await PayAsync(run, await made.Content.ReadFromJsonAsync<JsonElement>(Token));
        var customer = (await Shop.NewBrowser().PlaceOrderAsync()).OrderId();

        await SweepAsync(TimeSpan.FromHours(23));
        (await CountAsync("SELECT COUNT(*) FROM orders WHERE id = @run", run)).ShouldBe(1);
        await SweepAsync(TimeSpan.FromHours(25));

        (await CountAsync("SELECT COUNT(*) FROM orders WHERE id = @run", run)).ShouldBe(0);
        (await CountAsync("SELECT COUNT(*) FROM order_lines WHERE order_id = @run", run)).ShouldBe(0);
        (await CountAsync("SELECT COUNT(*) FROM payment_events WHERE id = 'evt_synops_' || @run", run)).ShouldBe(0);
        (await CountAsync("SELECT COUNT(*) FROM orders WHERE id = @run", customer)).ShouldBe(1);
    }

    private async Task SweepAsync(TimeSpan later)
    {
        using var housekeeping = new Housekeeping(Shop.Services.GetRequiredService<IShopDatabase>(), new LaterClock(later), NullLogger<Housekeeping>.Instance);
        await housekeeping.SweepAsync(Token);
    }

    private static async Task<string?> StatusAsync(Browser probe, string run) =>
        (await probe.Http.GetFromJsonAsync<JsonElement>($"/api/orders/{run}", Token)).GetProperty("status").GetString();

    private async Task PayAsync(string run, JsonElement order)
    {
        var body = JsonSerializer.Serialize(new
        {
            id = $"evt_synops_{run}",
            type = PaymentEvent.Succeeded,
            data = new
            {
                @object = new
                {
                    @object = "payment_intent",
                    id = order.GetProperty("paymentIntent").GetString(),
                    amount_received = order.GetProperty("totalCents").GetInt64(),
                    currency = order.GetProperty("currency").GetString(),
                },
            },
        });
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(Shop.Address, WebhookApi.Path)) { Content = new StringContent(body) };
        request.Headers.Add(StripeSignature.Header, StripeSignature.Create(Encoding.UTF8.GetBytes(body), ShopServer.WebhookSecret, DateTimeOffset.UtcNow));
        using var http = new HttpClient();
        (await http.SendAsync(request, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private async Task<long> CountAsync(string sql, string run)
    {
        await using var connection = await Shop.Services.GetRequiredService<IShopDatabase>().OpenAsync(Token);
        return await connection.GetAsync<long>(sql, new { run }, Token);
    }

    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }

    public sealed class PlainShop : SharedShop
    {
        protected override Task<string[]> SettingsAsync() => Task.FromResult<string[]>([]);
    }
}
