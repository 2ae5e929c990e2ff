using System.Text.Json;

namespace Parfumerie.Payments;

/// <summary>What we read of a Stripe event.</summary>
/// <param name="Id">`evt_…`.</param>
/// <param name="Type">`payment_intent.succeeded`.</param>
/// <param name="Intent">`pi_…`, null for events about something else.</param>
/// <param name="Amount">Money received, cents.</param>
/// <param name="Currency">`eur`.</param>
internal sealed record PaymentEvent(string Id, string Type, string? Intent, long Amount, string Currency)
{
    public const string Succeeded = "payment_intent.succeeded";

    /// <summary>Null for anything that is not a Stripe event.</summary>
    public static PaymentEvent? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (Text(root, "id") is not { Length: > 0 and <= 255 } id || Text(root, "type") is not { Length: > 0 and <= 255 } type)
            {
                return null;
            }

            var data = Member(Member(root, "data"), "object");
            return Text(data, "object") == "payment_intent"
                ? new PaymentEvent(id, type, Text(data, "id"), Number(data, "amount_received"), Text(data, "currency") ?? "")
                : new PaymentEvent(id, type, null, 0, "");
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : default;

    private static string? Text(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    private static long Number(JsonElement element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } number && number.TryGetInt64(out var value) ? value : 0;
}
