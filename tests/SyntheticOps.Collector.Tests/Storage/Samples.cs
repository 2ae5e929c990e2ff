using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Storage;

/// <summary>Spans to start from.</summary>
internal static class Samples
{
    public static readonly DateTimeOffset Start = new(2025, 11, 24, 8, 0, 0, TimeSpan.Zero);

    public static string TraceId(int number) => number.ToString("x32", CultureInfo.InvariantCulture);

    public static string SpanId(int number) => number.ToString("x16", CultureInfo.InvariantCulture);

    public static SpanRecord Span(int trace, int span, string name = "GET /", string service = "shop", DateTimeOffset? at = null, double seconds = 0.1) => new()
    {
        TraceId = TraceId(trace),
        SpanId = SpanId(span),
        Name = name,
        Kind = "internal",
        ServiceName = service,
        StartUnixNano = UnixNano.From(at ?? Start),
        EndUnixNano = UnixNano.From((at ?? Start).AddSeconds(seconds)),
    };

    public static SpanRecord Run(
        int trace, string check = "home", Outcome outcome = Outcome.Up, DateTimeOffset? at = null, double seconds = 0.1, bool maintenance = false) =>
        Span(trace, trace, SyntheticTelemetry.Spans.Check, "checker", at, seconds) with
        {
            Location = "local",
            Attributes = new AttributeSet(new Dictionary<string, object>
            {
                [SyntheticTelemetry.Attributes.SiteName] = "parfumerie",
                [SyntheticTelemetry.Attributes.CheckName] = check,
                [SyntheticTelemetry.Attributes.CheckType] = "http",
                [SyntheticTelemetry.Attributes.Outcome] = outcome.Word(),
                [SyntheticTelemetry.Attributes.Trigger] = "schedule",
                [SyntheticTelemetry.Attributes.Attempt] = 1L,
                [SyntheticTelemetry.Attributes.Maintenance] = maintenance,
            }),
        };

    public static TelemetryBatch Batch(params IEnumerable<SpanRecord> spans) => new() { Spans = [.. spans] };
}
