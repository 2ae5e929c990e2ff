using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>Asks the gateways of a site, once in 3 s however many visitors there are and however long a gateway takes.</summary>
internal sealed class MaintenanceQuery(GatewayAdmin gateways, TimeProvider clock)
{
    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (Task<PublicMaintenance> Look, DateTimeOffset Until)> _looks = new(StringComparer.Ordinal);
    private readonly Dictionary<string, IReadOnlyList<GatewayWindow>> _windows = new(StringComparer.Ordinal);

    /// <param name="site">One of synthetics.yaml, so the memory is bounded.</param>
    /// <param name="token">Ends the wait, not the question, which others wait for too.</param>
    public Task<PublicMaintenance> GetAsync(Site site, CancellationToken token)
    {
        if (site.Gateways.Count == 0)
        {
            return Task.FromResult(PublicMaintenance.None);
        }

        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (!_looks.TryGetValue(site.Name, out var known) || (known.Look.IsCompleted && known.Until <= now))
            {
                known = (LookAsync(site, now), now + Life);
                _looks[site.Name] = known;
            }

            return known.Look.WaitAsync(token);
        }
    }

    /// <summary>What is planned stays known while no gateway answers; what is in force does not.</summary>
    private async Task<PublicMaintenance> LookAsync(Site site, DateTimeOffset now)
    {
        var states = site.Gateways.Select(address => gateways.GetAsync(site, address, CancellationToken.None)).ToList();
        var plans = await Task.WhenAll(site.Gateways.Select(address => gateways.GetAsync<GatewayWindows>(address, Names.Routes.MaintenanceWindows, CancellationToken.None)));
        var views = await Task.WhenAll(states);
        var answered = plans.Select(plan => plan.Body).OfType<GatewayWindows>().ToList();
        lock (_gate)
        {
            if (answered.Count > 0)
            {
                _windows[site.Name] = [.. answered.SelectMany(plan => plan.Windows)];
            }

            return PublicMaintenance.Of(views.Select(view => view.State).OfType<MaintenanceState>(), _windows.GetValueOrDefault(site.Name) ?? [], now);
        }
    }
}
