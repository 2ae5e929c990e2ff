using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Maintenance;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>One replay for each route that stores; senders do not hold each other up.</summary>
internal sealed class WebhookReplayer : BackgroundService
{
    private readonly WebhookStore _store;
    private readonly List<RouteReplay> _replays;

    public WebhookReplayer(
        WebhookRoutes routes, WebhookStore store, WebhookDelivery delivery, MaintenanceRule maintenance, IOptions<WebhookOptions> options,
        TimeProvider clock, IMeterFactory meters, ILogger<RouteReplay> log)
    {
        _store = store;
        _replays = [.. routes.All.Where(route => route.IsBuffered)
            .Select(route => new RouteReplay(route, store, delivery, maintenance, options.Value, clock, log))];
        foreach (var orphans in store.Entries.GroupBy(entry => entry.Route).Where(group => Find(group.Key) is null))
        {
            log.RouteGone(orphans.Key, orphans.Count());
        }

        store.Arrived += OnArrived;
        WebhookMetrics.Measure(routes, store, meters);
    }

    /// <summary>Tries the oldest of a route at once.</summary>
    public void TryNow(string route) => Find(route)?.TryNow();

    public override void Dispose()
    {
        _store.Arrived -= OnArrived;
        _replays.ForEach(replay => replay.Dispose());
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(_replays.Select(replay => Task.Run(() => replay.RunAsync(stoppingToken), stoppingToken)));

    private void OnArrived(string route) => Find(route)?.Arrived();

    private RouteReplay? Find(string route) => _replays.Find(replay => replay.Route.Name == route);
}
