using Dapper;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Reads telemetry from SQLite. Every query has a limit.</summary>
internal sealed class TelemetryReader(IStoreReader store) : ITelemetryReader
{
    /// <summary>Runs that one chart may count; 90 days of a check every 30 s in two places.</summary>
    private const int SlotRunLimit = 520_000;

    private const int StreamLimit = 2_000;

    public Task<IReadOnlyList<SpanRecord>> GetTraceAsync(string traceId, int limit, CancellationToken token) =>
        store.ReadAsync<IReadOnlyList<SpanRecord>>(
            connection => [.. connection.Query<SpanRow>(
                $"select {SpanRow.Columns} from spans where trace_id = @traceId order by start_nano, span_id limit @limit",
                new { traceId, limit }).Select(row => row.ToRecord())],
            token);

    public Task<PagedResult<TraceSummary>> FindTracesAsync(TraceQuery query, CancellationToken token) =>
        store.ReadAsync(connection => TraceSearch.Find(connection, query), token);

    public Task<RunRecord?> GetRunAsync(string runId, CancellationToken token) =>
        store.ReadAsync(
            connection => connection.QuerySingleOrDefault<RunRow>(
                $"select {RunRow.Columns} from runs r where run_id = @runId", new { runId })?.ToRecord(),
            token);

    public Task<PagedResult<RunRecord>> FindRunsAsync(RunQuery query, CancellationToken token) =>
        store.ReadAsync(connection => RunSearch.Find(connection, query), token);

    public Task<IReadOnlyList<RunRecord>> GetLatestRunsAsync(CancellationToken token) =>
        store.ReadAsync<IReadOnlyList<RunRecord>>(
            connection => [.. connection.Query<RunRow>(
                $"select {RunRow.Columns} from latest_runs l join runs r on r.run_id = l.run_id order by l.site, l.check_name, l.location limit @StreamLimit",
                new { StreamLimit }).Select(row => row.ToRecord())],
            token);

    public Task<IReadOnlyList<RunSlot>> GetSlotsAsync(
        string site, string check, DateTimeOffset from, TimeSpan step, int count, CancellationToken token) =>
        store.ReadAsync(
            connection =>
            {
                var slots = new SlotCounter(from, step, count);
                var rows = connection.Query<SlotRow>(
                    """
                    select start_nano as StartNano, outcome as Outcome, duration_nano as DurationNano, maintenance as Maintenance
                    from runs where site = @site and check_name = @check and start_nano >= @first and start_nano < @end limit @SlotRunLimit
                    """,
                    new { site, check, first = UnixNano.From(from), end = UnixNano.From(from + (step * count)), SlotRunLimit },
                    buffered: false);
                foreach (var row in rows)
                {
                    slots.Add(row);
                }

                return slots.ToSlots();
            },
            token);

    public Task<IReadOnlyList<LogRecord>> GetLogsAsync(string traceId, int limit, CancellationToken token) =>
        store.ReadAsync<IReadOnlyList<LogRecord>>(
            connection => [.. connection.Query<LogRow>(
                $"select {LogRow.Columns} from logs where trace_id = @traceId order by time_nano limit @limit",
                new { traceId, limit }).Select(row => row.ToRecord())],
            token);

    public Task<IReadOnlyList<LogRecord>> GetAttacksAsync(DateTimeOffset since, int limit, CancellationToken token) =>
        store.ReadAsync<IReadOnlyList<LogRecord>>(
            connection => [.. connection.Query<LogRow>(
                // The literal lets SQLite use the partial index.
                $"select {LogRow.Columns} from logs where event_name = 'synthetic.gateway.attack' and time_nano >= @since order by time_nano desc limit @limit",
                new { since = UnixNano.From(since), limit }).Select(row => row.ToRecord())],
            token);

    public Task<IReadOnlyList<MetricPointRecord>> GetLatestMetricAsync(string name, CancellationToken token) =>
        store.ReadAsync<IReadOnlyList<MetricPointRecord>>(
            connection => [.. connection.Query<MetricRow>(
                // Walks from stream to stream in the primary key instead of reading every point.
                $"""
                with recursive streams (stream) as (
                  select min(stream) from metric_points where name = @name
                  union all
                  select (select min(p.stream) from metric_points p where p.name = @name and p.stream > s.stream)
                  from streams s where s.stream is not null limit @StreamLimit)
                select {MetricRow.Columns} from streams s join metric_points p on p.name = @name and p.stream = s.stream
                  and p.time_nano = (select max(q.time_nano) from metric_points q where q.name = @name and q.stream = s.stream)
                """,
                new { name, StreamLimit }).Select(row => row.ToRecord())],
            token);
}
