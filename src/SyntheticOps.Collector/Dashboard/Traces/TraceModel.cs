using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Traces;

/// <summary>What somebody looks for.</summary>
/// <param name="MinimumMs">Only traces longer than so many milliseconds.</param>
/// <param name="Range">1h, 24h or 7d back from now.</param>
public sealed record TraceFilter(string? Text, string? Service, bool Errors, int? MinimumMs, string Range)
{
    /// <summary>From a query string, where anything may stand.</summary>
    public static TraceFilter Of(string? text, string? service, string? errors, string? minimum, string? range) => new(
        text,
        service,
        errors == "true",
        int.TryParse(minimum, NumberStyles.None, CultureInfo.InvariantCulture, out var ms) ? ms : null,
        range is "1h" or "7d" ? range : "24h");
}

public sealed record TracesModel(TraceFilter Filter, PagedResult<TraceSummary> Found);

/// <summary>One trace.</summary>
/// <param name="Run">The run it is, when it is one.</param>
/// <param name="Cut">Whether the trace has more spans than were read.</param>
public sealed record TraceModel(string TraceId, Waterfall Trace, IReadOnlyList<LogRecord> Logs, RunRecord? Run, bool Cut)
{
    public string? Prober => Run is null ? null : Trace.Rows.FirstOrDefault(row => row.Span.SpanId == Run.RootSpanId)?.Span.ServiceName;
}
