using System.Data.Common;

namespace Parfumerie.Faults;

/// <summary>Before the first request: puts back what a fault took before the process was killed.</summary>
internal sealed class FaultRecovery(IEnumerable<IFault> kinds, ILogger<FaultRecovery> log) : IHostedService
{
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var kind in kinds)
        {
            try
            {
                await kind.RecoverAsync(cancellationToken);
            }
            catch (Exception e) when (e is DbException or IOException or InvalidOperationException or TimeoutException)
            {
                log.RecoveryFailed(e, kind.Name);
            }
        }
    }
}
