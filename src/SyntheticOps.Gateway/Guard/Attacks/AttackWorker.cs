namespace SyntheticOps.Gateway.Guard.Attacks;

/// <summary>Looks again now and then, so that the last events of an attack are told too.</summary>
internal sealed class AttackWorker(LoginWatch logins, ScannerWatch scanner, TimeProvider clock, ILogger<AttackWorker> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                logins.Look();
                scanner.Look();
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LookFailed(e);
            }
        }
    }
}
