using System.Text.Json;
using System.Text.Json.Serialization;

namespace Parfumerie.Stripe;

/// <summary>A PaymentIntent in Stripe's shape; the names become snake_case. https://docs.stripe.com/api/payment_intents/object</summary>
internal sealed record PaymentIntent
{
    public static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public const string NeedsMethod = "requires_payment_method";
    public const string NeedsConfirmation = "requires_confirmation";
    public const string Succeeded = "succeeded";

    public required string Id { get; init; }

    public string Object { get; init; } = "payment_intent";

    public required long Amount { get; init; }

    public long AmountCapturable { get; init; }

    public long AmountReceived { get; init; }

    public string CaptureMethod { get; init; } = "automatic_async";

    public required string ClientSecret { get; init; }

    public string ConfirmationMethod { get; init; } = "automatic";

    /// <summary>Unix seconds.</summary>
    public required long Created { get; init; }

    public required string Currency { get; init; }

    public string? Description { get; init; }

    public StripeError? LastPaymentError { get; init; }

    public string? LatestCharge { get; init; }

    public bool Livemode { get; init; }

    public IReadOnlyDictionary<string, string> Metadata { get; init; } = new Dictionary<string, string>();

    public string? PaymentMethod { get; init; }

    public IReadOnlyList<string> PaymentMethodTypes { get; init; } = ["card"];

    public string? ReceiptEmail { get; init; }

    public string Status { get; init; } = NeedsMethod;

    public string ToJson() => JsonSerializer.Serialize(this, Json);

    public static PaymentIntent FromJson(string json) => JsonSerializer.Deserialize<PaymentIntent>(json, Json)!;
}

/// <summary>Stripe's error object: https://docs.stripe.com/api/errors.</summary>
internal sealed record StripeError
{
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Code { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? DeclineCode { get; init; }

    public required string Message { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Param { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PaymentIntent? PaymentIntent { get; init; }

    /// <summary>card_error, invalid_request_error, api_error.</summary>
    public required string Type { get; init; }
}
