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

    private readonly ConcurrentDictionary<ActivityTraceId, OpenRun> _open = new();
    private readonly Lock _exporting = new();

    public void Begin(ActivityTraceId run, RunRedaction redaction) => _open[run] = new([], redaction);

    /// <summary>The finished spans of the run; later ones are not kept.</summary>
    public IReadOnlyList<Activity> Take(ActivityTraceId run)
    {
        if (!_open.TryRemove(run, out var open))
        {
            return [];
        }

        lock (open.Spans)
        {
            // Now, and not when each span ended: by now every secret of the run is known.
            open.Spans.ForEach(open.Redaction.Clean);
            return [.. open.Spans];
        }
    }

    /// <summary>Exports children and then the root; false when not all could be kept.</summary>
    /// <param name="before">Done before each request, while no other run is exported; whether it holds the root.</param>
    public bool Export(IEnumerable<Activity> children, Activity root, Action<bool> before)
    {
        lock (_exporting)
        {
            return children.Append(root).Chunk(BatchSize).All(chunk =>
            {
                before(chunk[^1] == root);
                return exporter.Export(new Batch<Activity>(chunk, chunk.Length)) == ExportResult.Success;
            });
        }
    }

    protected override void OnExport(Activity data)
    {
        // A check may take a span out again by clearing its flag.
        if (data.Recorded && _open.TryGetValue(data.TraceId, out var open))
        {
            lock (open.Spans)
            {
                if (open.Spans.Count < MaximumSpans || data.OperationName == ServiceDefaults.Telemetry.SyntheticTelemetry.Spans.Check)
                {
                    open.Spans.Add(data);
                }
            }
        }
    }

    private sealed record OpenRun(List<Activity> Spans, RunRedaction Redaction);
}
