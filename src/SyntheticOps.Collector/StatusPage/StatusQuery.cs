using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>Reads the public status of a site, at most once in 3 s however many ask.</summary>
internal sealed class StatusQuery(
    BoardQuery boards, IIncidentReader incidents, MaintenanceQuery maintenances, SlotCache slots, SyntheticsConfiguration synthetics, IOptions<DashboardOptions> options, TimeProvider clock)
{
    private const int Days = 90;
    private const int MaxPast = 10;

    private static readonly TimeSpan Life = TimeSpan.FromSeconds(3);

    private readonly ConcurrentDictionary<string, (StatusModel Model, DateTimeOffset Until)> _kept = new(StringComparer.Ordinal);

    /// <summary>Sites with a public page; the first answers at `/status`.</summary>
    public IEnumerable<string> PublicSites => options.Value.PublicSites is { Length: > 0 } listed ? listed : synthetics.Sites.Keys.Take(1);

    /// <param name="site">Null for the first public one.</param>
    /// <returns>Null when that site has no public page.</returns>
    public async Task<StatusModel?> GetAsync(string? site, CancellationToken token)
    {
        var key = PublicSites.FirstOrDefault(name => site is null || name == site);
        if (key is null || !synthetics.Sites.TryGetValue(key, out var known))
        {
            return null;
        }

        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && kept.Until > now)
        {
            return kept.Model;
        }

        var model = await ReadAsync(known, now, token);
        _kept[key] = (model, now + Life);
        return model;
    }

    private async Task<StatusModel> ReadAsync(Site site, DateTimeOffset now, CancellationToken token)
    {
        var paused = maintenances.GetAsync(site, token);
        var board = await boards.GetAsync(token);
        var checks = board.Checks.Where(status => status.Site.Name == site.Name).ToList();
        var runs = board.Runs.Where(run => run.Site == site.Name).ToList();
        DateTimeOffset? measuredAt = runs.Count == 0 ? null : runs.Max(run => run.ReceivedAt);
        var open = board.Incidents.Where(incident => StatusRules.IsPublic(incident, site.Name)).OrderByDescending(incident => incident.OpenedAt).ToList();
        var past = await incidents.FindAsync(
            new IncidentQuery { State = "resolved", Site = site.Name, WithoutDrills = true, OpenedSince = now.AddDays(-Days), Limit = 100 }, token);
        var components = new List<StatusComponent>();
        foreach (var (key, _) in StatusRules.Components)
        {
            var feeding = checks.Where(status => StatusRules.Feeds(status.Check, key)).ToList();
            if (feeding.Count > 0)
            {
                components.Add(new StatusComponent(key, StatusRules.StateOf(key, feeding, open), await DaysOfAsync(feeding, token)));
            }
        }

        var stale = StatusRules.IsStale(checks, measuredAt, now);
        var maintenance = await paused;
        var whole = maintenance.IsPaused ? State.Maintenance : stale ? State.Unknown : null;
        return new StatusModel(
            site,
            whole ?? State.Worst(components.Select(component => component.State)),
            measuredAt,
            stale,
            whole is null ? components : [.. components.Select(component => component with { State = whole })],
            maintenance,
            open,
            [.. past.Items.Where(incident => StatusRules.IsPublic(incident, site.Name)).Take(MaxPast)]);
    }

    private async Task<SlotSeries> DaysOfAsync(IEnumerable<CheckStatus> checks, CancellationToken token)
    {
        var series = new List<SlotSeries>();
        foreach (var status in checks)
        {
            series.Add(await slots.GetAsync(status.Site.Name, status.Check.Name, TimeSpan.FromDays(1), Days, token));
        }

        return SlotSeries.Sum(series);
    }
}
