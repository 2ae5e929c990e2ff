using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Traces;

/// <summary>Searches traces and reads one.</summary>
internal sealed class TracesQuery(ITelemetryReader telemetry, TimeProvider clock)
{
    /// <summary>Our own pages would fill the list; whoever asks for a service or a name sees them too.</summary>
    private const string OwnService = "collector";

    private const int TracesPerPage = 40;
    private const int MaxSpans = 20_000;
    private const int MaxRows = 60;
    private const int MaxLogs = 60;

    public async Task<TracesModel> FindAsync(TraceFilter filter, string? after, CancellationToken token)
    {
        var back = filter.Range switch { "1h" => TimeSpan.FromHours(1), "7d" => TimeSpan.FromDays(7), _ => TimeSpan.FromDays(1) };
        var found = await telemetry.FindTracesAsync(
            new TraceQuery
            {
                Service = Trimmed(filter.Service),
                WithoutRootService = Trimmed(filter.Service) is null && Trimmed(filter.Text) is null ? OwnService : null,
                Text = Trimmed(filter.Text),
                ErrorsOnly = filter.Errors,
                LongerThan = filter.MinimumMs is > 0 and var ms ? TimeSpan.FromMilliseconds(ms) : null,
                From = clock.GetUtcNow() - back,
                Limit = TracesPerPage,
                After = after,
            },
            token);
        return new TracesModel(filter, found);
    }

    public async Task<TraceModel?> GetAsync(string id, CancellationToken token)
    {
        var spans = Ids.IsTrace(id) ? await telemetry.GetTraceAsync(id, MaxSpans, token) : [];
        return spans.Count == 0
            ? null
            : new TraceModel(
                id,
                Waterfall.Of(spans, MaxRows),
                await telemetry.GetLogsAsync(id, MaxLogs, token),
                await telemetry.GetRunAsync(id, token),
                spans.Count == MaxSpans);
    }

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim()[..Math.Min(text.Trim().Length, 200)];
}
