using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>
/// Hands on what waits for one route (one sender), one at a time in the order of arrival. While the shop is down the oldest
/// is tried again and again; one that the shop itself refuses several times, or breaks over while it takes the next, is put
/// aside, so that the others go on.
/// </summary>
internal sealed class RouteReplay(
    WebhookRoute route, WebhookStore store, WebhookDelivery delivery, MaintenanceRule maintenance, WebhookOptions options,
    TimeProvider clock, ILogger<RouteReplay> log) : IDisposable
{
    /// <summary>How soon the end of maintenance is seen.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <summary>After three days, as Stripe does, nobody expects it any more.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(72);

    private readonly Signal _arrived = new();
    private readonly Signal _now = new();
    private int _failures;

    public WebhookRoute Route => route;

    public void Arrived() => _arrived.Set();

    /// <summary>Ends the wait between two tries.</summary>
    public void TryNow()
    {
        _now.Set();
        _arrived.Set();
    }

    public async Task RunAsync(CancellationToken token)
    {
        while (true)
        {
            TimeSpan? wait;
            try
            {
                wait = await StepAsync(token);
            }
            catch (Exception e) when (!token.IsCancellationRequested && e is not OutOfMemoryException)
            {
                log.ReplayFailed(route.Name, e);
                wait = BackOff.After(++_failures, Random.Shared.NextDouble());
            }

            if (wait is { } atMost && atMost > TimeSpan.Zero)
            {
                await _now.WaitAsync(atMost, clock, token);
            }
            else if (wait is null)
            {
                await _arrived.WaitAsync(token);
            }
        }
    }

    public void Dispose()
    {
        _arrived.Dispose();
        _now.Dispose();
    }

    /// <returns>How long to wait before the next step; zero: not at all; null: until something arrives.</returns>
    private async Task<TimeSpan?> StepAsync(CancellationToken token)
    {
        if (store.Oldest(route.Name) is not { } entry)
        {
            return null;
        }

        if (store.WasDelivered(route.Name, entry.EventId))
        {
            store.Delete(entry); // the file withstood its deletion before
            return TimeSpan.Zero;
        }

        if (store.Read(entry) is not { } webhook)
        {
            return TimeSpan.Zero;
        }

        if (maintenance.Stops(new HostString(webhook.Host).Host, webhook.Path, HttpMethods.Post))
        {
            return Pause;
        }

        var result = await delivery.SendAsync(webhook, route, token);
        return result.IsDelivered ? Delivered(entry) : await FailedAsync(entry, webhook, result, token);
    }

    private TimeSpan Delivered(WebhookEntry entry)
    {
        store.Delivered(entry);
        _failures = 0;
        if (!store.HasWaiting(route.Name))
        {
            log.WebhooksHandedOn(route.Name);
        }

        return TimeSpan.Zero;
    }

    private async Task<TimeSpan> FailedAsync(WebhookEntry entry, StoredWebhook webhook, DeliveryResult result, CancellationToken token)
    {
        var attempts = entry.Attempts + (result.Fault == DeliveryFault.Down ? 0 : 1);
        store.Failed(entry, attempts, result.Problem!);
        if (attempts >= options.MaximumAttempts && result.Fault == DeliveryFault.Failed && await TakesNextAsync(entry, token))
        {
            // The shop may have come back between the two.
            result = await delivery.SendAsync(webhook, route, token);
            if (result.IsDelivered)
            {
                return Delivered(entry);
            }

            result = result.Fault == DeliveryFault.Failed ? result with { Fault = DeliveryFault.Refused } : result;
        }

        var isTooOld = clock.GetUtcNow() - entry.Received >= LongestWait && result.Fault != DeliveryFault.Down;
        if (attempts >= options.MaximumAttempts && (isTooOld || result.Fault == DeliveryFault.Refused))
        {
            store.Mark(entry, result.Problem);
            log.WebhookDead(entry.Id, route.Name, result.Problem!);
            _failures = 0;
            return TimeSpan.Zero;
        }

        if (_failures++ == 0)
        {
            log.WebhooksWait(route.Name, result.Problem!);
        }

        return BackOff.After(_failures, Random.Shared.NextDouble());
    }

    /// <summary>A shop that answers 500 to everything is broken and gets everything later; one that takes the next webhook cannot digest this one.</summary>
    private async Task<bool> TakesNextAsync(WebhookEntry entry, CancellationToken token)
    {
        if (store.Next(entry) is not { } next || store.Read(next) is not { } webhook || !(await delivery.SendAsync(webhook, route, token)).IsDelivered)
        {
            return false;
        }

        store.Delivered(next);
        return true;
    }
}
