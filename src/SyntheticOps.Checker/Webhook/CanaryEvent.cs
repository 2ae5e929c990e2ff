using System.Text.Json;

namespace SyntheticOps.Checker.Webhook;

/// <summary>The order that an event pays; made for this run.</summary>
/// <param name="PaymentIntent">`pi_…`, by which the shop finds it.</param>
internal sealed record TestOrder(string PaymentIntent, long TotalCents, string Currency)
{
    /// <summary>A payment that belongs to no order; for a shop without test orders.</summary>
    public static TestOrder None(string run) => new($"pi_synops_{run}", 100, "eur");

    /// <summary>The answer of the shop; null when it is something else.</summary>
    public static TestOrder? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            return JsonSerializer.Deserialize<TestOrder>(body.Span, JsonSerializerOptions.Web) is { PaymentIntent.Length: > 0, Currency.Length: > 0 } order ? order : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>An event as Stripe sends it, marked as a test of ours.</summary>
internal static class CanaryEvent
{
    public static byte[] Write(string type, string run, TestOrder order, DateTimeOffset now) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        id = $"evt_synops_{run}",
        @object = "event",
        api_version = "2025-10-29.clover",
        created = now.ToUnixTimeSeconds(),
        data = new
        {
            @object = new
            {
                id = order.PaymentIntent,
                @object = "payment_intent",
                amount = order.TotalCents,
                amount_received = order.TotalCents,
                currency = order.Currency,
                status = "succeeded",
                livemode = false,
                metadata = new { synthetic_run = run },
            },
        },
        livemode = false,
        pending_webhooks = 1,
        type,
    });
}
