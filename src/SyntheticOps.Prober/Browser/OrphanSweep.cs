namespace SyntheticOps.Prober.Browser;

/// <summary>Ends, before the first run, browsers that a killed prober left behind.</summary>
internal sealed class OrphanSweep(BrowserSettings settings, ILogger<OrphanSweep> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (ProcessNotes.Sweep(settings.StateFolder) is var killed and > 0)
        {
            logger.OrphansEnded(killed);
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
