using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;
using SyntheticOps.Testing;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>
/// The demo shop itself, killed for ten minutes of the gateway's clock. Its own clock is the machine's, so the gateway's begins ten
/// minutes ago and arrives at the present when the shop is back; the shop verifies with its 300 s, as it always does.
/// </summary>
public sealed class RealShopDrillTests : IDisposable
{
    private const int Payments = 40;
    private const string Path = "/api/webhooks/stripe";
    private const string Secret = "whsec_0123456789abcdef";

    private readonly TempFolder _data = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _data.Dispose();
    }

    [Fact]
    public async Task Payments_WhileTheShopIsDownFor10Minutes_AreRefusedRawAndPaidOnceThroughTheGateway()
    {
        var shop = await StartShopAsync(0);
        var address = Http(shop);
        var orders = await OrdersAsync(address);
        shop.Kill();
        shop.Dispose();

        // Bound and not listening: nobody else gets the port, nobody answers there, and the shop may listen there again.
        using var place = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        place.Bind(new IPEndPoint(IPAddress.Loopback, address.Port));

        var clock = new FakeClock(TimeProvider.System.GetUtcNow().AddMinutes(-10));
        await using var gateway = await RunningGateway.StartAsync(_data, address.ToString(), clock,
            $"Webhooks:Routes:stripe:Path={Path}", "Webhooks:Routes:stripe:Scheme=stripe", $"Webhooks:Routes:stripe:Secret={Secret}");
        var signatures = new List<string>();
        foreach (var order in orders)
        {
            var body = Event(order);
            signatures.Add(PayingShop.Sign(body, clock.GetUtcNow(), Secret));
            (await PostAsync(gateway.Customer, body, signatures[^1])).ShouldBe(HttpStatusCode.OK);
            clock.Advance(TimeSpan.FromSeconds(600d / Payments));
        }

        using var back = await StartShopAsync(address.Port);
        using var direct = new HttpClient { BaseAddress = address };

        // What a raw replay of the oldest would meet, and why the gateway signs anew.
        (await PostAsync(direct, Event(orders[0]), signatures[0])).ShouldBe(HttpStatusCode.BadRequest);
        Ask("SELECT COUNT(*) FROM orders WHERE status = 'paid'").ShouldBe(0);

        await Stripe.UntilAsync(clock, async () => await gateway.CountAsync() == (0, 0), "nothing waits");

        Ask("SELECT COUNT(*) FROM orders WHERE status = 'paid'").ShouldBe(Payments);
        Ask("SELECT COUNT(*) FROM payment_events").ShouldBe(Payments);
        var paid = Ask("SELECT SUM(paid_at) FROM orders");

        // Stripe may repeat what it was answered 200 for; nothing is paid again.
        (await PostAsync(gateway.Customer, Event(orders[0]), PayingShop.Sign(Event(orders[0]), clock.GetUtcNow(), Secret))).ShouldBe(HttpStatusCode.OK);
        Ask("SELECT SUM(paid_at) FROM orders").ShouldBe(paid);
        Ask("SELECT COUNT(*) FROM payment_events").ShouldBe(Payments);
    }

    private static Uri Http(ServiceProcess shop) => shop.Addresses.Single(address => address.Scheme == "http");

    /// <summary>An order each, made as a probe makes its own; none is paid.</summary>
    private static async Task<IReadOnlyList<JsonElement>> OrdersAsync(Uri shop)
    {
        using var probe = new HttpClient { BaseAddress = shop };
        var orders = new List<JsonElement>();
        for (var i = 0; i < Payments; i++)
        {
            var run = Guid.NewGuid().ToString("N");
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/test-orders/{run}");
            request.Headers.Add(Names.Headers.SyntheticProbe, ProbeSignature.Create(RunningGateway.ProbeKey, run, shop.Authority, TimeProvider.System.GetUtcNow()));
            using var response = await probe.SendAsync(request, Token);
            response.EnsureSuccessStatusCode();
            orders.Add(await response.Content.ReadFromJsonAsync<JsonElement>(Token));
        }

        return orders;
    }

    private static byte[] Event(JsonElement order) => Encoding.UTF8.GetBytes($$$"""
        {"id":"evt_{{{order.GetProperty("id").GetString()}}}","object":"event","type":"payment_intent.succeeded","data":{"object":{"object":"payment_intent",
         "id":"{{{order.GetProperty("paymentIntent").GetString()}}}","amount_received":{{{order.GetProperty("totalCents").GetInt64()}}},"currency":"{{{order.GetProperty("currency").GetString()}}}"} } }
        """);

    private static async Task<HttpStatusCode> PostAsync(HttpClient to, byte[] body, string signature)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.TryAddWithoutValidation("Stripe-Signature", signature);
        using var response = await to.SendAsync(request, Token);
        return response.StatusCode;
    }

    private Task<ServiceProcess> StartShopAsync(int port) => ServiceProcess.StartAsync("Parfumerie", 2,
    [
        (Names.Env.Data, _data.File("shop")), (Names.Env.ProbeKey, RunningGateway.ProbeKey), (Names.Env.OperatorKey, RunningGateway.OperatorKey),
        ("STRIPE_SECRET_KEY", "sk_test_0123456789abcdef"), (Names.Env.StripeWebhookSecret, Secret),
        ("Kestrel__Endpoints__http__Url", string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}")), ("Kestrel__Endpoints__https__Url", "https://127.0.0.1:0"),
        ("Logging__LogLevel__Microsoft.Hosting.Lifetime", "Information"),
    ]);

    /// <summary>Of the shop's own database.</summary>
    private long Ask(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={_data.File("shop/shop.db")};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return (long)command.ExecuteScalar()!;
    }
}
