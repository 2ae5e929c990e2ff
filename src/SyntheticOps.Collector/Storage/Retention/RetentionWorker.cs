using Dapper;
using Microsoft.Extensions.Options;
using SyntheticOps.Collector.Storage.Artifacts;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Configuration;

namespace SyntheticOps.Collector.Storage.Retention;

/// <summary>Deletes what is older than its time, in small batches between which others may write.</summary>
internal sealed class RetentionWorker(
    IStoreWriter store, DataFolder data, IOptions<RetentionOptions> options, TimeProvider clock, ILogger<RetentionWorker> logger) : BackgroundService
{
    /// <summary>Rows a transaction; some 20 ms.</summary>
    private const int Batch = 500;

    private static readonly TimeSpan Interval = TimeSpan.FromHours(1);

    private static readonly string[] TelemetryStatements =
    [
        "delete from spans where (trace_id, span_id) in (select trace_id, span_id from spans where start_nano < @before limit @Batch)",
        "delete from traces where trace_id in (select trace_id from traces where end_nano < @before and start_nano < @before limit @Batch)",
        "delete from logs where record_key in (select record_key from logs where time_nano < @before limit @Batch)",
        "delete from metric_points where (name, stream, time_nano) in (select name, stream, time_nano from metric_points where time_nano < @before limit @Batch)",
    ];

    private const string RunStatement = "delete from runs where run_id in (select run_id from runs where start_nano < @before limit @Batch)";

    /// <returns>Rows and folders deleted.</returns>
    public async Task<int> SweepAsync(CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var telemetryBefore = now.AddDays(-options.Value.TelemetryDays);
        var deleted = 0;
        foreach (var statement in TelemetryStatements)
        {
            deleted += await DeleteAsync(statement, telemetryBefore, token);
        }

        deleted += await DeleteAsync(RunStatement, now.AddDays(-options.Value.RunDays), token);
        deleted += DeleteArtifacts(telemetryBefore, token);
        return deleted + DeleteAbove(options.Value.ArtifactMiB * 1024L * 1024, token);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, clock);
        do
        {
            try
            {
                if (await SweepAsync(stoppingToken) is > 0 and var deleted)
                {
                    logger.Deleted(deleted);
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.SweepFailed(e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task<int> DeleteAsync(string statement, DateTimeOffset before, CancellationToken token)
    {
        var parameters = new { before = UnixNano.From(before), Batch };
        var deleted = 0;
        int last;
        do
        {
            last = await store.WriteAsync((connection, transaction) => connection.Execute(statement, parameters, transaction), token);
            deleted += last;
        }
        while (last >= Batch);

        return deleted;
    }

    /// <summary>The oldest runs first, until what is left fits.</summary>
    private int DeleteAbove(long limit, CancellationToken token)
    {
        var folders = new DirectoryInfo(data.Folder(ArtifactStore.FolderName)).GetDirectories()
            .Select(folder => (Folder: folder, Bytes: folder.EnumerateFiles().Sum(file => file.Length)))
            .OrderBy(run => run.Folder.LastWriteTimeUtc).ToList();
        var total = folders.Sum(run => run.Bytes);
        var deleted = 0;
        foreach (var (folder, bytes) in folders.TakeWhile(_ => total > limit))
        {
            token.ThrowIfCancellationRequested();
            folder.Delete(recursive: true);
            total -= bytes;
            deleted++;
        }

        return deleted;
    }

    private int DeleteArtifacts(DateTimeOffset before, CancellationToken token)
    {
        var deleted = 0;
        foreach (var folder in new DirectoryInfo(data.Folder(ArtifactStore.FolderName)).EnumerateDirectories())
        {
            token.ThrowIfCancellationRequested();
            if (folder.LastWriteTimeUtc < before.UtcDateTime)
            {
                folder.Delete(recursive: true);
                deleted++;
            }
        }

        return deleted;
    }
}
