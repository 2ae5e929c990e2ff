using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Gateways;

/// <summary>Looks at the gateways whenever an incident changes, and from time to time. Never dies.</summary>
internal sealed class GatewayWorker(GatewayKeeper keeper, WebhookWatch webhooks, IncidentChanges changes, TimeProvider clock, ILogger<GatewayWorker> log) : BackgroundService
{
    public static readonly TimeSpan SwitchEvery = TimeSpan.FromSeconds(5);
    public static readonly TimeSpan WatchEvery = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan PlanEvery = TimeSpan.FromSeconds(30);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        DateTimeOffset? planned = null;
        DateTimeOffset? watched = null;
        while (!stoppingToken.IsCancellationRequested)
        {
            var changed = changes.Next;
            try
            {
                await keeper.SwitchAsync(stoppingToken);
                if (watched is null || clock.GetUtcNow() - watched >= WatchEvery)
                {
                    await webhooks.LookAsync(stoppingToken);
                    watched = clock.GetUtcNow();
                }

                if (planned is null || clock.GetUtcNow() - planned >= PlanEvery)
                {
                    await keeper.PlanAsync(stoppingToken);
                    planned = clock.GetUtcNow();
                }
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.GatewaysNotKept(e);
                changed = Task.Delay(Timeout.InfiniteTimeSpan, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await WaitAsync(changed, stoppingToken);
        }
    }

    private async Task WaitAsync(Task changed, CancellationToken token)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(token);
        await Task.WhenAny(changed, Task.Delay(SwitchEvery, clock, over.Token));
        await over.CancelAsync();
    }
}
