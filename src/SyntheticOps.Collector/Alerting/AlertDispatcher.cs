using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Alerting;

/// <summary>Sends what is owed, several at once, so that one slow receiver holds up no other. Never dies.</summary>
internal sealed class AlertDispatcher(Outbox outbox, OutboxSignal signal, TimeProvider clock, ILogger<AlertDispatcher> logger) : BackgroundService
{
    private const int AtOnce = 16;

    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var sending = new List<Task>();
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                sending.RemoveAll(task => task.IsCompleted);
                if (sending.Count < AtOnce && await outbox.IsDueAsync(stoppingToken))
                {
                    sending.AddRange((await outbox.ClaimAsync(AtOnce - sending.Count, stoppingToken)).Select(delivery => SendAsync(delivery, stoppingToken)));
                }

                await signal.WaitAsync(LookEvery, clock, stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                logger.DispatchFailed(e);
                await signal.WaitAsync(LookEvery, clock, stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
        }

        await Task.WhenAll(sending);
    }

    private async Task SendAsync(ClaimedDelivery delivery, CancellationToken token)
    {
        try
        {
            await outbox.SendAsync(delivery, token);
            // The next of the same incident and channel was waiting for this one.
            signal.Wake();
        }
        catch (Exception e) when (!token.IsCancellationRequested)
        {
            // The claim runs out, and it is sent again under the same id.
            logger.SendFailed(e, delivery.Channel, delivery.Delivery);
        }
        catch (OperationCanceledException)
        {
            // Stopping; the claim runs out.
        }
    }
}
