using System.Collections.Concurrent;
using SyntheticOps.Cli.Inspect.Targets;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>Inspects many targets, some at a time. What is done when somebody interrupts is kept.</summary>
internal sealed class Batch(TargetInspector inspector, BatchProgress progress)
{
    /// <summary>The reports by id, of those that were finished.</summary>
    public async Task<IReadOnlyDictionary<string, TargetReport>> RunAsync(IReadOnlyList<TargetEntry> entries, int concurrency, CancellationToken token)
    {
        var reports = new ConcurrentDictionary<string, TargetReport>(StringComparer.Ordinal);
        var targets = entries.Select(entry => entry.Target).OfType<Target>().ToList();
        progress.Begin(targets.Count, entries.Where(entry => entry.Mistake is not null));
        try
        {
            await Parallel.ForEachAsync(targets, new ParallelOptions { MaxDegreeOfParallelism = concurrency, CancellationToken = token }, async (target, cancel) =>
            {
                var report = await inspector.InspectAsync(target, cancel);
                reports[target.Id] = report;
                progress.Add(report);
            });
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // The results so far are the answer.
        }

        progress.End(reports.Count);
        return reports;
    }
}
