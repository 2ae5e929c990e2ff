using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Gateways;

/// <summary>One look at the gateways: automatic maintenance, and the windows of synthetics.yaml. It notes in an incident what it did for it.</summary>
internal sealed class GatewayKeeper(
    GatewayAdmin gateways, SyntheticsConfiguration synthetics, IIncidentReader incidents, IStoreWriter writer, IncidentChanges changes, TimeProvider clock,
    ILogger<GatewayKeeper> log)
{
    public const string SwitchedOn = "maintenance-on";
    public const string SwitchedOff = "maintenance-off";

    private const int Looked = 100;

    public async Task SwitchAsync(CancellationToken token)
    {
        var sites = synthetics.Sites.Values.Where(site => site is { Maintenance.Automatic: not null, Gateways.Count: > 0 }).ToList();
        if (sites.Count == 0)
        {
            return;
        }

        var since = clock.GetUtcNow() - AutomaticDecision.Remembered;
        var open = await incidents.FindAsync(new IncidentQuery { State = "unresolved", Limit = Looked }, token);
        var over = await incidents.FindAsync(new IncidentQuery { State = IncidentStates.Resolved, Limit = Looked }, token);
        List<Incident> known = [.. open.Items, .. over.Items.Where(incident => incident.ResolvedAt >= since)];
        foreach (var site in sites)
        {
            await SwitchAsync(site, [.. known.Where(incident => incident.Site == site.Name)], token);
        }
    }

    /// <summary>Makes the configured windows of every gateway those of synthetics.yaml; windows that persons planned stay.</summary>
    public Task PlanAsync(CancellationToken token) => Task.WhenAll(
        synthetics.Sites.Values.SelectMany(site => site.Gateways.Select(address => PlanAsync(site, address, token))));

    private async Task SwitchAsync(Site site, IReadOnlyList<Incident> known, CancellationToken token)
    {
        var policy = site.Maintenance.Automatic!;
        var holder = AutomaticDecision.Holder(policy, site.Name, known);
        if (holder is null && !known.Any(AutomaticDecision.IsResolved))
        {
            return;
        }

        var answers = await Task.WhenAll(site.Gateways.Select(async address =>
        {
            var view = await gateways.GetAsync(site, address, token);
            if (view.State is null || AutomaticDecision.For(policy, holder, known, view.State) is not var (change, incident))
            {
                return null;
            }

            var answer = await gateways.SetAsync(address, change, AutomaticDecision.ActorOf(incident), view.State.Version, token);
            return answer.IsDone ? new Switched(incident, change.Mode == "on" ? SwitchedOn : SwitchedOff) : null;
        }));
        foreach (var group in answers.OfType<Switched>().GroupBy(switched => switched))
        {
            log.MaintenanceSwitched(site.Name, group.Key.Incident.Id, group.Key.Code, group.Count(), site.Gateways.Count);
            await NoteAsync(group.Key.Incident, group.Key.Code, group.Count(), site.Gateways.Count, token);
        }
    }

    private async Task NoteAsync(Incident incident, string code, int switched, int gateways, CancellationToken token)
    {
        if (IncidentId.Parse(incident.Id) is not { } number || AutomaticDecision.IsNoted(incident, code))
        {
            return;
        }

        var entry = Sentences.Entry(clock.GetUtcNow(), "rule:automatic-maintenance", code, "gateways", $"{switched}", $"{gateways}");
        await writer.WriteAsync(
            (connection, transaction) =>
            {
                new IncidentTables(connection, transaction).AddTimeline(number, entry);
                return true;
            },
            token);
        changes.Announce();
    }

    private async Task PlanAsync(Site site, Uri address, CancellationToken token)
    {
        if ((await gateways.GetAsync<GatewayWindows>(address, ServiceDefaults.Names.Routes.MaintenanceWindows, token)).Body is not { } there)
        {
            return; // the next look tries again
        }

        var actor = $"config:{synthetics.Hash}";
        var now = clock.GetUtcNow();
        var wanted = site.Maintenance.Windows.Where(window => window.From is not { } from || from + window.For > now).ToList();
        foreach (var window in wanted)
        {
            var plan = WindowPlan.Of(window);
            if (there.Windows.FirstOrDefault(known => known.Name == window.Name) is not { } known || (known.IsConfigured && !known.Is(plan)))
            {
                Report(site, window.Name, await gateways.PlanAsync(address, window.Name, plan, actor, token));
            }
        }

        foreach (var gone in there.Windows.Where(known => known.IsConfigured && site.Maintenance.Windows.All(window => window.Name != known.Name)))
        {
            Report(site, gone.Name, await gateways.CancelAsync(address, gone.Name, actor, token));
        }
    }

    private void Report<T>(Site site, string window, GatewayAnswer<T> answer)
    {
        if (!answer.IsDone)
        {
            log.WindowNotPlanned(site.Name, window, answer.Problem!);
        }
    }

    private sealed record Switched(Incident Incident, string Code);
}
