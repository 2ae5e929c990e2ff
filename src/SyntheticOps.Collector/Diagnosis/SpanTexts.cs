using SyntheticOps.Collector.Storage.Telemetry;
using static SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>Says in a few words what a span did and how it failed.</summary>
internal static class SpanTexts
{
    /// <summary>Enough of a query to recognise it, characters.</summary>
    private const int MaxQuery = 120;

    public static bool HasFailed(SpanRecord span) => span.IsError || span.Attributes.Integer(Attributes.HttpResponseStatusCode) >= 400;

    /// <summary>The query, the request, or the name of the span.</summary>
    public static string Describe(SpanRecord span)
    {
        if (span.Attributes.Text(Attributes.DbQueryText) is { Length: > 0 } query)
        {
            var line = string.Join(' ', query.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            return line.Length <= MaxQuery ? line : string.Concat(line.AsSpan(0, MaxQuery), "…");
        }

        return span.Kind == "client"
            && span.Attributes.Text(Attributes.HttpRequestMethod) is { } method
            && span.Attributes.Text(Attributes.UrlFull) is { } url
                ? $"{method} {url}"
                : span.Name;
    }

    /// <summary>The exception's message, the status description, the status code or the error type.</summary>
    public static string Failure(SpanRecord span) =>
        First(
            span.Events.LastOrDefault(item => item.Name == "exception")?.Attributes.Text("exception.message"),
            span.StatusMessage,
            span.Attributes.Text(Attributes.HttpResponseStatusCode) is { } code ? $"status {code}" : null,
            span.Attributes.Text(Attributes.ErrorType))
        ?? "it ended with an error";

    private static string? First(params ReadOnlySpan<string?> texts)
    {
        foreach (var text in texts)
        {
            if (!string.IsNullOrWhiteSpace(text))
            {
                return text;
            }
        }

        return null;
    }
}
