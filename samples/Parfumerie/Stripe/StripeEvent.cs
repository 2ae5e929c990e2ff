using System.Text.Json;
using System.Text.Json.Nodes;

namespace Parfumerie.Stripe;

/// <summary>An event with the state of its delivery.</summary>
/// <param name="Body">What is sent and signed, byte for byte.</param>
/// <param name="TraceParent">The request that caused it, so that the delivery joins that trace.</param>
internal sealed record StripeEvent(long Seq, string Id, string Type, long Created, string Body, string? TraceParent, long Attempts, long? DeliveredAt)
{
    /// <summary>The event as the API lists it: `pending_webhooks` falls to 0 once it is delivered.</summary>
    public JsonNode ToNode()
    {
        var node = JsonNode.Parse(Body)!;
        node["pending_webhooks"] = DeliveredAt is null ? 1 : 0;
        return node;
    }

    public static string NewBody(string id, string type, long created, PaymentIntent intent, string? idempotencyKey) =>
        JsonSerializer.Serialize(
            new
            {
                Id = id,
                Object = "event",
                ApiVersion = "2025-10-29.clover",
                Created = created,
                Data = new { Object = intent },
                Livemode = false,
                PendingWebhooks = 1,
                Request = new { Id = StripeIds.New("req"), IdempotencyKey = idempotencyKey },
                Type = type,
            },
            PaymentIntent.Json);
}
