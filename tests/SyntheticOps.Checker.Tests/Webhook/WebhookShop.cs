using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Checker.Tests.Webhook;

/// <summary>A shop with a webhook that can be wrong in every way; it knows what was sent to it.</summary>
internal sealed class WebhookShop : IAsyncDisposable
{
    public const string Secret = "whsec_test_secret";

    private readonly HashSet<string> _events = [];
    private KestrelServer _server = null!;

    public Uri Url => _server.Url;

    /// <summary>right, drop, status, slow, anyone, any-time, once, twice, redirect or broken-refusal.</summary>
    public string Mode { get; set; } = "right";

    public int OrderStatus { get; set; } = 201;

    public string OrderBody { get; set; } = """{"id":"x","status":"pending","paymentIntent":"pi_1","totalCents":4200,"currency":"eur"}""";

    /// <summary>pending or paid.</summary>
    public string Status { get; private set; } = "pending";

    public List<string> Bodies { get; } = [];

    public List<string> Removed { get; } = [];

    public static async Task<WebhookShop> StartAsync()
    {
        var shop = new WebhookShop();
        shop._server = await KestrelServer.StartAsync(shop.Map);
        return shop;
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    private void Map(WebApplication app)
    {
        app.MapPost("/api/test-orders/{run}", () => Results.Text(OrderBody, "application/json", statusCode: OrderStatus));
        app.MapDelete("/api/test-orders/{run}", (string run) => Removed.Add(run));
        app.MapGet("/api/orders/{id}", () => Results.Json(new { status = Status }));
        app.MapPost("/api/webhooks/stripe", (Delegate)ReceiveAsync);
    }

    private async Task<IResult> ReceiveAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync(context.RequestAborted);
        Bodies.Add(body);
        var (signed, recent) = Verify(body, context.Request.Headers["Stripe-Signature"].ToString());
        switch (Mode)
        {
            case "drop":
                return Results.Ok();
            case "status":
                return Results.StatusCode(500);
            case "slow":
                await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
                return Results.Ok();
            case "redirect":
                return Results.Redirect("/elsewhere");
        }

        if ((!signed && Mode != "anyone") || (!recent && Mode is not ("anyone" or "any-time")))
        {
            return Results.StatusCode(Mode == "broken-refusal" ? 500 : 400);
        }

        if (_events.Add(JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!))
        {
            Status = "paid";
        }
        else if (Mode == "twice")
        {
            Status = "paid twice";
        }
        else if (Mode == "once")
        {
            return Results.Conflict();
        }

        return Results.Ok();
    }

    private static (bool Signed, bool Recent) Verify(string body, string header)
    {
        var parts = header.Split(',').Select(part => part.Split('=')).ToDictionary(part => part[0], part => part[1]);
        var expected = HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), Encoding.UTF8.GetBytes($"{parts["t"]}.{body}"));
        var age = DateTimeOffset.UtcNow.ToUnixTimeSeconds() - long.Parse(parts["t"], CultureInfo.InvariantCulture);
        return (Convert.ToHexStringLower(expected) == parts["v1"], Math.Abs(age) <= 300);
    }
}
