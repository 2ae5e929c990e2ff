using System.Text.Json;
using SyntheticOps.ServiceDefaults.Signing;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Stripe: `Stripe-Signature`, tolerance 300 s, event id in the member `id`.</summary>
internal sealed class StripeScheme : IWebhookScheme
{
    private const int MaximumId = 255;

    public string Name => "stripe";

    public string Header => StripeSigning.Header;

    public bool Verify(ReadOnlySpan<byte> body, string signature, IReadOnlyList<string> secrets, DateTimeOffset now) =>
        StripeSigning.Verify(body, signature, secrets, now);

    public string Sign(ReadOnlySpan<byte> body, string secret, DateTimeOffset now) => StripeSigning.Create(body, secret, now);

    public string? EventId(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement is { ValueKind: JsonValueKind.Object } root
                && root.TryGetProperty("id", out var id) && id.ValueKind == JsonValueKind.String
                && id.GetString() is { Length: > 0 and <= MaximumId } text
                ? text
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
