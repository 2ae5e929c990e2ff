using System.Collections.Concurrent;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>A shop that verifies Stripe's signature by itself (300 s), counts deliveries by event and books an order once an event.</summary>
internal sealed class PayingShop : IAsyncDisposable
{
    public const string Path = "/api/webhooks/stripe";
    public const string Secret = "whsec_of_the_tests";

    private readonly TimeProvider _clock;
    private readonly CancellationTokenSource _stop = new();
    private StubShop _shop = null!;

    private PayingShop(TimeProvider clock) => _clock = clock;

    /// <summary>Status of each answer; 200 at first.</summary>
    public volatile int Status = 200;

    /// <summary>An event that this shop breaks over, whatever its status is.</summary>
    public volatile string? Indigestible;

    /// <summary>How long the booking of a payment takes.</summary>
    public TimeSpan Work { get; set; }

    public string Url => _shop.Url;

    /// <summary>Deliveries that were accepted, by event id.</summary>
    public ConcurrentDictionary<string, int> Deliveries { get; } = [];

    /// <summary>How often each order was booked as paid.</summary>
    public ConcurrentDictionary<string, int> Paid { get; } = [];

    /// <summary>Event ids in the order in which they came.</summary>
    public ConcurrentQueue<string> Order { get; } = [];

    /// <summary>Requests whose signature did not hold.</summary>
    public int Refused;

    public IReadOnlyCollection<Dictionary<string, string>> Seen => _shop.Seen;

    public static async Task<PayingShop> StartAsync(TimeProvider? clock = null)
    {
        var shop = new PayingShop(clock ?? TimeProvider.System);
        shop._shop = await StubShop.StartAsync(shop.AnswerAsync);
        return shop;
    }

    /// <summary>A payment event as Stripe writes it.</summary>
    public static byte[] Event(string id) =>
        Encoding.UTF8.GetBytes($$$"""{"id":"{{{id}}}","type":"payment_intent.succeeded","data":{"object":{"id":"pi_{{{id}}}","metadata":{"order_id":"order-{{{id}}}"} } } }""");

    /// <summary>Written from Stripe's description, not with the code under test.</summary>
    public static string Sign(byte[] body, DateTimeOffset at, string secret = Secret)
    {
        var t = at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.UTF8.GetBytes(t + "."), .. body];
        var digest = HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed);
        return $"t={t},v1={Convert.ToHexStringLower(digest)}";
    }

    /// <summary>Whether this shop would take the signature now.</summary>
    public bool Holds(byte[] body, string header)
    {
        var t = long.Parse(header.Split(',')[0][2..], CultureInfo.InvariantCulture);
        return Math.Abs(_clock.GetUtcNow().ToUnixTimeSeconds() - t) <= 300 && Sign(body, DateTimeOffset.FromUnixTimeSeconds(t)) == header;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _shop.DisposeAsync();
        _stop.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer);
        var body = buffer.ToArray();
        var status = Indigestible is { } poison && Encoding.UTF8.GetString(body).Contains($"\"{poison}\"", StringComparison.Ordinal) ? 500 : Status;
        if (status != 200)
        {
            context.Response.StatusCode = status;
            await context.Response.WriteAsync("the shop's own words");
            return;
        }

        if (!Holds(body, context.Request.Headers["Stripe-Signature"].ToString()))
        {
            Interlocked.Increment(ref Refused);
            context.Response.StatusCode = 400;
            return;
        }

        await Task.Delay(Work, _stop.Token); // whoever asked may be gone by then; the payment is booked
        using var document = JsonDocument.Parse(body);
        var id = document.RootElement.GetProperty("id").GetString()!;
        Order.Enqueue(id);
        if (Deliveries.AddOrUpdate(id, 1, (_, count) => count + 1) == 1)
        {
            Paid.AddOrUpdate(document.RootElement.GetProperty("data").GetProperty("object").GetProperty("metadata").GetProperty("order_id").GetString()!, 1, (_, count) => count + 1);
        }

        await context.Response.WriteAsync($"booked {context.Request.Headers[Names.Headers.OriginalSignature].Count}");
    }
}
