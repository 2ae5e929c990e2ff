using SyntheticOps.Collector.Storage;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Looks at a check as soon as a run of it is committed, and at all of them on a timer, which silence needs. Never dies.</summary>
internal sealed class IncidentWorker(IncidentPass pass, ChangeFeed feed, TimeProvider clock, ILogger<IncidentWorker> logger) : BackgroundService
{
    public static readonly TimeSpan SweepEvery = TimeSpan.FromSeconds(5);

    /// <summary>Longest pause after a failure.</summary>
    private static readonly TimeSpan MaxPause = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var failures = 0;
        DateTimeOffset? swept = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                var due = swept is null || clock.GetUtcNow() - swept >= SweepEvery;
                var changed = due ? null : await ChangedAsync(SweepEvery - (clock.GetUtcNow() - swept!.Value), stoppingToken);
                await pass.RunAsync(changed, stoppingToken);
                swept = changed is null ? clock.GetUtcNow() : swept;
                failures = 0;
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                failures++;
                swept = null;
                logger.PassFailed(e, failures);
                await PauseAsync(failures, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <summary>The checks that have news, as soon as one has; null when it is time to sweep.</summary>
    private async Task<IReadOnlySet<CheckKey>?> ChangedAsync(TimeSpan atMost, CancellationToken token)
    {
        using var timer = new CancellationTokenSource(atMost > TimeSpan.Zero ? atMost : TimeSpan.FromMilliseconds(1), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, token);
        try
        {
            await feed.Changes.WaitToReadAsync(either.Token);
        }
        catch (OperationCanceledException) when (!token.IsCancellationRequested)
        {
            return null;
        }

        var changed = new HashSet<CheckKey>();
        while (feed.Changes.TryRead(out var check))
        {
            changed.Add(check);
        }

        return changed;
    }

    private async Task PauseAsync(int failures, CancellationToken token)
    {
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, failures - 1), MaxPause.TotalSeconds));
        await Task.Delay(pause, clock, token).ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
    }
}
