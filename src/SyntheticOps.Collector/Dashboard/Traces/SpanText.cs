using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Traces;

/// <summary>How a span is called and which of its attributes a row shows. Pure.</summary>
public static class SpanText
{
    private const int MaxAttributes = 9;
    private const int MaxValue = 240;

    /// <summary>What helps most comes first.</summary>
    private static readonly string[] First =
    [
        "error.type", "exception.type", "exception.message", "http.response.status_code", "http.request.method", "url.full", "url.path", "http.route", "db.system.name",
        "db.query.text", "server.address", "synthetic.fault.name", "synthetic.outcome", "synthetic.outcome.reason", "synthetic.message",
    ];

    public static string Name(SpanRecord span) => span.Name switch
    {
        SyntheticTelemetry.Spans.Check => $"synthetic.check {span.Attributes.Text(SyntheticTelemetry.Attributes.CheckName)}",
        SyntheticTelemetry.Spans.Step => $"step {span.Attributes.Text(SyntheticTelemetry.Attributes.StepName)}",
        SyntheticTelemetry.Spans.Phase => $"phase {span.Attributes.Text(SyntheticTelemetry.Attributes.PhaseName)}",
        "GET" or "POST" or "PUT" or "DELETE" or "HEAD" or "PATCH" or "OPTIONS" when PathOf(span) is { } path => $"{span.Name} {Cut(path, 100)}",
        _ => Cut(span.Name, 200),
    };

    /// <summary>A client span is called by its method alone; its path says more.</summary>
    private static string? PathOf(SpanRecord span) =>
        Uri.TryCreate(span.Attributes.Text(SyntheticTelemetry.Attributes.UrlFull), UriKind.Absolute, out var url) ? url.AbsolutePath : null;

    /// <summary>Attributes of the span and of its exceptions, cut to what a row can hold.</summary>
    public static IEnumerable<(string Key, string Value)> Attributes(SpanRecord span) =>
        span.Attributes
            .Concat(span.Events.Where(happening => happening.Name == "exception").SelectMany(happening => happening.Attributes.Where(pair => pair.Key is "exception.type" or "exception.message")))
            .DistinctBy(pair => pair.Key)
            .OrderBy(pair => Array.IndexOf(First, pair.Key) is >= 0 and var place ? place : First.Length)
            .ThenBy(pair => pair.Key, StringComparer.Ordinal)
            .Take(MaxAttributes)
            .Select(pair => (Cut(pair.Key, 100), Cut(ValueOf(pair.Value), MaxValue)));

    private static string ValueOf(object value) => value switch
    {
        IEnumerable<string> many => string.Join(", ", many.Take(20)),
        _ => Convert.ToString(value, System.Globalization.CultureInfo.InvariantCulture) ?? "",
    };

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..length] + "…";
}
