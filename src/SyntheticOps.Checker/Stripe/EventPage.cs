using System.Text.Json;

namespace SyntheticOps.Checker.Stripe;

/// <summary>An event of the list.</summary>
internal sealed record ListedEvent(string Id, string Type, DateTimeOffset Created);

/// <summary>One answer of GET /v1/events, newest first (https://docs.stripe.com/api/events/list).</summary>
internal sealed record EventPage(IReadOnlyList<ListedEvent> Events, bool HasMore)
{
    /// <summary>Null for anything else.</summary>
    public static EventPage? Parse(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            var root = document.RootElement;
            if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Array)
            {
                return null;
            }

            return new EventPage([.. data.EnumerateArray().Select(Read)], root.TryGetProperty("has_more", out var more) && more.ValueKind == JsonValueKind.True);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ListedEvent Read(JsonElement item) => new(
        item.GetProperty("id").GetString() ?? throw new FormatException(),
        item.GetProperty("type").GetString() ?? throw new FormatException(),
        DateTimeOffset.FromUnixTimeSeconds(item.GetProperty("created").GetInt64()));
}
