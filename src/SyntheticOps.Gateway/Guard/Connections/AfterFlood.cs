namespace SyntheticOps.Gateway.Guard.Connections;

/// <summary>
/// Gives memory back when a flood of connections is over. The collector of the runtime has no reason to: nothing is allocated any more, and
/// so buffers of a thousand connections would stay (300 MiB and more). One blocking collection, some ten milliseconds, at most every 15 s.
/// </summary>
internal sealed class AfterFlood(ConnectionShares shares, TimeProvider clock, ILogger<AfterFlood> log) : BackgroundService
{
    /// <summary>Connections that must have gone.</summary>
    public const int Fewer = 200;

    public static readonly TimeSpan Rest = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    private long _last;

    /// <returns>Whether memory was given back.</returns>
    public bool Look()
    {
        if ((_last != 0 && clock.GetElapsedTime(_last) < Rest) || shares.Fallen < Fewer)
        {
            return false;
        }

        shares.ForgetMost();
        _last = clock.GetTimestamp();
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        return true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            if (Look())
            {
                log.MemoryGivenBack(clock.GetElapsedTime(_last).TotalMilliseconds);
            }
        }
    }
}
