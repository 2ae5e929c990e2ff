using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Reads telemetry. Results belong to the caller; an unknown id gives null or an empty list.</summary>
public interface ITelemetryReader
{
    /// <summary>The spans of a trace by start time, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<SpanRecord>> GetTraceAsync(string traceId, int limit, CancellationToken token);

    /// <summary>Traces, newest first.</summary>
    Task<PagedResult<TraceSummary>> FindTracesAsync(TraceQuery query, CancellationToken token);

    Task<RunRecord?> GetRunAsync(string runId, CancellationToken token);

    /// <summary>Runs, newest start first.</summary>
    Task<PagedResult<RunRecord>> FindRunsAsync(RunQuery query, CancellationToken token);

    /// <summary>The newest run of every (site, check, location).</summary>
    Task<IReadOnlyList<RunRecord>> GetLatestRunsAsync(CancellationToken token);

    /// <summary>Runs of one check counted in equal slots from <paramref name="from"/> on; a slot without run has counts 0.</summary>
    Task<IReadOnlyList<RunSlot>> GetSlotsAsync(string site, string check, DateTimeOffset from, TimeSpan step, int count, CancellationToken token);

    /// <summary>Log records of a trace by time, at most <paramref name="limit"/>.</summary>
    Task<IReadOnlyList<LogRecord>> GetLogsAsync(string traceId, int limit, CancellationToken token);

    /// <summary>The log events `synthetic.gateway.attack` since then, newest first.</summary>
    Task<IReadOnlyList<LogRecord>> GetAttacksAsync(DateTimeOffset since, int limit, CancellationToken token);

    /// <summary>The newest point of every stream (service instance and attributes) of a metric.</summary>
    Task<IReadOnlyList<MetricPointRecord>> GetLatestMetricAsync(string name, CancellationToken token);
}

/// <summary>One page; <paramref name="Next"/> continues it, null at the end.</summary>
public sealed record PagedResult<T>(IReadOnlyList<T> Items, string? Next);

public sealed record RunQuery
{
    public string? Site { get; init; }

    public string? Check { get; init; }

    public string? Location { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>Start time, inclusive.</summary>
    public DateTimeOffset? From { get; init; }

    /// <summary>Start time, exclusive.</summary>
    public DateTimeOffset? To { get; init; }

    public int Limit { get; init; } = 50;

    /// <summary><see cref="PagedResult{T}.Next"/> of the page before.</summary>
    public string? After { get; init; }
}

public sealed record TraceQuery
{
    public string? Service { get; init; }

    /// <summary>Leaves out traces that begin in that service.</summary>
    public string? WithoutRootService { get; init; }

    /// <summary>Text that the name of a span of the trace contains, or a whole trace id.</summary>
    public string? Text { get; init; }

    public bool ErrorsOnly { get; init; }

    public TimeSpan? LongerThan { get; init; }

    public DateTimeOffset? From { get; init; }

    public DateTimeOffset? To { get; init; }

    public int Limit { get; init; } = 50;

    public string? After { get; init; }
}

/// <summary>A trace in a list: its root (or earliest) span and what hangs on it.</summary>
public sealed record TraceSummary(
    string TraceId, string RootName, string RootService, DateTimeOffset StartedAt, TimeSpan Duration, int Spans, int Errors, IReadOnlyList<string> Services);

/// <summary>Counts of runs by outcome in one slot; p50 and p95 of the duration in seconds, null without a run.</summary>
public sealed record RunSlot(DateTimeOffset From, int Up, int Degraded, int Down, int Unknown, int Maintenance, double? P50, double? P95);
