using System.Security.Cryptography;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Starts and ends drills.</summary>
internal sealed class DrillBook(IStoreWriter writer, TimeProvider clock)
{
    /// <summary>A drill that nobody ends is over by then.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(10);

    public Task<Drill> StartAsync(string site, string scenario, IReadOnlyList<string> without, string? notify, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var drill = new Drill($"drill-{RandomNumberGenerator.GetHexString(12, lowercase: true)}", site, scenario, without, notify, now, now + Lasts);
        return writer.WriteAsync(
            (connection, transaction) =>
            {
                DrillTable.Insert(connection, transaction, drill);
                return drill;
            },
            token);
    }

    /// <summary>False when there is no such drill, or it is over.</summary>
    public Task<bool> EndAsync(string id, CancellationToken token) =>
        writer.WriteAsync((connection, transaction) => DrillTable.End(connection, transaction, id, clock.GetUtcNow()), token);
}
