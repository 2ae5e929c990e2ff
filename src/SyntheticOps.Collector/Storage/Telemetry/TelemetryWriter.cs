using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Stores a batch in one piece of work and, after the commit, says which checks have new runs.</summary>
internal sealed class TelemetryWriter(IStoreWriter store, ChangeFeed changes, TimeProvider clock) : ITelemetryWriter
{
    public async Task AppendAsync(TelemetryBatch batch, CancellationToken token)
    {
        var receivedAt = clock.GetUtcNow();
        var checks = await store.WriteAsync((connection, transaction) => Write(batch, receivedAt, connection, transaction), token);
        foreach (var check in checks)
        {
            changes.Announce(check);
        }
    }

    private static HashSet<CheckKey> Write(
        TelemetryBatch batch, DateTimeOffset receivedAt, DbConnection connection, DbTransaction transaction)
    {
        var changed = new HashSet<CheckKey>();
        if (batch.Spans.Count > 0)
        {
            WriteSpans(batch.Spans, receivedAt, connection, transaction, changed);
        }

        if (batch.Logs.Count > 0)
        {
            using var logs = new LogInsert(connection, transaction);
            foreach (var record in batch.Logs)
            {
                logs.Insert(record);
            }
        }

        if (batch.Metrics.Count > 0)
        {
            using var points = new MetricInsert(connection, transaction);
            foreach (var point in batch.Metrics)
            {
                points.Insert(point);
            }
        }

        return changed;
    }

    private static void WriteSpans(
        IReadOnlyList<SpanRecord> spans, DateTimeOffset receivedAt, DbConnection connection, DbTransaction transaction, HashSet<CheckKey> changed)
    {
        using var spanInsert = new SpanInsert(connection, transaction);
        using var traces = new TraceUpdate(connection, transaction);
        var runs = new RunInsert(connection, transaction);
        foreach (var span in spans)
        {
            if (!spanInsert.Insert(span))
            {
                continue;
            }

            traces.Add(span);
            if (RunDerivation.Derive(span, receivedAt) is { } run && runs.Insert(run))
            {
                changed.Add(new CheckKey(run.Site, run.Check));
            }
        }
    }
}
