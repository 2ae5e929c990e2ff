using System.Globalization;
using System.Text.Json;

namespace SyntheticOps.Checker.Provider;

/// <summary>Reads other people's JSON without trusting it: what is not of the expected kind is not there.</summary>
internal static class SummaryJson
{
    private const int MaximumText = 300;

    /// <summary>More says no more.</summary>
    private const int MaximumItems = 500;

    public static ProviderStatus? Parse(ReadOnlyMemory<byte> body, Func<JsonElement, ProviderStatus?> read)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object ? read(document.RootElement) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            return null;
        }
    }

    public static JsonElement? Object(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object ? value : null;

    /// <summary>The objects of an array.</summary>
    public static IEnumerable<JsonElement> Items(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array
            ? value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Take(MaximumItems)
            : [];

    /// <summary>One line of at most 300 characters.</summary>
    public static string? Text(this JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var line = string.Join(' ', value.GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return line.Length <= MaximumText ? line : string.Concat(line.AsSpan(0, MaximumText - 1), "…");
    }

    public static bool Flag(this JsonElement element, string name) => element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    public static DateTimeOffset? Time(this JsonElement element, string name) =>
        DateTimeOffset.TryParse(element.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>Only http and https: it becomes a link.</summary>
    public static Uri? Url(this JsonElement element, string name) =>
        Uri.TryCreate(element.Text(name), UriKind.Absolute, out var url) && url.Scheme is ("http" or "https") ? url : null;
}
