using System.Diagnostics.Metrics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Two gauges for each route: what waits, and what was put aside.</summary>
internal static class WebhookMetrics
{
    public static void Measure(WebhookRoutes routes, WebhookStore store, IMeterFactory meters)
    {
        var meter = meters.Create(SyntheticTelemetry.Meter);
        meter.CreateObservableGauge(SyntheticTelemetry.Metrics.WebhooksWaiting, () => Count(dead: false), "{webhook}", "Webhooks that wait for the shop.");
        meter.CreateObservableGauge(SyntheticTelemetry.Metrics.WebhooksDead, () => Count(dead: true), "{webhook}", "Webhooks that the shop refused and a person must look at.");

        IEnumerable<Measurement<int>> Count(bool dead)
        {
            var entries = store.Entries;
            return routes.All.Select(route => new Measurement<int>(
                entries.Count(entry => entry.Route == route.Name && entry.IsDead == dead),
                KeyValuePair.Create<string, object?>(SyntheticTelemetry.Attributes.WebhookRoute, route.Name)));
        }
    }
}
