using System.Collections.Concurrent;
using System.Diagnostics;
using OpenTelemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>Gathers the spans of each run while it lasts and hands them on as a whole, the root last.</summary>
internal sealed class RunExport(BaseExporter<Activity> destination) : BaseExportProcessor<Activity>(destination)
{
    /// <summary>Spans a request: some hundred kilobytes.</summary>
    private const int BatchSize = 256;

    /// <summary>A page may ask for thousands of things; a run with more spans keeps the first ones.</summary>
    private const int MaximumSpans = 2000;

    private readonly ConcurrentDictionary<ActivityTraceId, List<Activity>> _open = new();
    private readonly Lock _exporting = new();

    public void Begin(ActivityTraceId run) => _open[run] = [];

    /// <summary>The finished spans of the run; later ones are not kept.</summary>
    public IReadOnlyList<Activity> Take(ActivityTraceId run)
    {
        if (!_open.TryRemove(run, out var spans))
        {
            return [];
        }

        lock (spans)
        {
            return [.. spans];
        }
    }

    /// <summary>Exports children and then the root; false when not all could be kept.</summary>
    public bool Export(IEnumerable<Activity> children, Activity root)
    {
        lock (_exporting)
        {
            return children.Append(root).Chunk(BatchSize).All(chunk =>
                exporter.Export(new Batch<Activity>(chunk, chunk.Length)) == ExportResult.Success);
        }
    }

    protected override void OnExport(Activity data)
    {
        // A check may take a span out again by clearing its flag.
        if (data.Recorded && _open.TryGetValue(data.TraceId, out var spans))
        {
            lock (spans)
            {
                if (spans.Count < MaximumSpans || data.OperationName == ServiceDefaults.Telemetry.SyntheticTelemetry.Spans.Check)
                {
                    spans.Add(data);
                }
            }
        }
    }
}
