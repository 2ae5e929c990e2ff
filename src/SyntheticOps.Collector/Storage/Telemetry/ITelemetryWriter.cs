namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Stores telemetry.</summary>
public interface ITelemetryWriter
{
    /// <summary>
    /// Returns only after the whole batch is committed durably. Idempotent: a span that is stored already is left as it is.
    /// Throws <see cref="StoreBusyException"/> when the queue is full or the commit deadline (5 s) passes; the sender then retries.
    /// </summary>
    Task AppendAsync(TelemetryBatch batch, CancellationToken token);
}
