using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>Reads a run and its trace, and judges them.</summary>
internal sealed class Diagnostician(ITelemetryReader telemetry)
{
    private const int MaxSpans = 5000;

    public async Task<IReadOnlyList<Evidence>> DiagnoseAsync(string runId, Feed feed, CancellationToken token) =>
        await telemetry.GetRunAsync(runId, token) is { } run
            ? TraceDiagnosis.Of(run, await telemetry.GetTraceAsync(runId, MaxSpans, token), feed)
            : [];
}
