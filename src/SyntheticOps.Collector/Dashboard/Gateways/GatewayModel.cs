using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;

namespace SyntheticOps.Collector.Dashboard.Gateways;

/// <summary>The gateways of every site that has some.</summary>
/// <param name="Problem">A key of the words when the last change was not made, or not everywhere.</param>
/// <param name="Detail">What a gateway said about it, English.</param>
/// <param name="Link">A staff link that was made just now; it is shown once.</param>
public sealed record GatewayModel(IReadOnlyList<SiteGateways> Sites, string? Problem = null, string? Detail = null, NewLink? Link = null);

/// <param name="Everywhere">Whether every gateway of the site knows the pass.</param>
public sealed record NewLink(string Site, string For, string Url, DateTimeOffset LinkUntil, DateTimeOffset Until, bool Everywhere);

/// <summary>All that one gateway said; what it did not say is null.</summary>
public sealed record GatewayPanel(GatewayView View, GatewayWindows? Windows, StaffPasses? Staff, WaitingWebhooks? Webhooks, GatewayAudit? Audit);

/// <summary>One site with all its gateways, and what they have in common.</summary>
public sealed record SiteGateways(Site Site, IReadOnlyList<GatewayPanel> Gateways)
{
    private const int ShownEntries = 12;

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(5);

    /// <summary>The states of those that answered.</summary>
    public IReadOnlyList<MaintenanceState> States => [.. Gateways.Select(gateway => gateway.View.State).OfType<MaintenanceState>()];

    public bool AnyActive => States.Any(state => state.Active);

    /// <summary>The switch of one of them is on; a window is not.</summary>
    public MaintenanceState? Switched => States.FirstOrDefault(state => state is { Active: true, Window: null });

    /// <summary>Customers see the page at some gateways and the shop at others.</summary>
    public bool Differ => States.Select(state => state.Active).Distinct().Count() > 1;

    public MaintenanceBefore? Undo => States.Select(state => state.Undo).FirstOrDefault(undo => undo is not null);

    public IReadOnlyList<(GatewayWindow Window, int Count)> Windows =>
        [.. Gateways.SelectMany(gateway => gateway.Windows?.Windows ?? []).GroupBy(window => window.Name).Select(group => (group.First(), group.Count()))
            .OrderBy(pair => pair.Item1.Current?.From ?? pair.Item1.Next?.From ?? DateTimeOffset.MaxValue)];

    public IReadOnlyList<StaffPass> Passes =>
        [.. Gateways.SelectMany(gateway => gateway.Staff?.Passes ?? []).GroupBy(pass => pass.Id).Select(group => group.First())
            .OrderBy(pass => pass.State is "used" or "open" ? 0 : 1).ThenByDescending(pass => pass.IssuedAt)];

    /// <summary>The newest first; the same thing done on several gateways at once is one entry.</summary>
    public IReadOnlyList<(GatewayAuditEntry Entry, int Count)> Audit
    {
        get
        {
            var entries = new List<(GatewayAuditEntry Entry, int Count)>();
            foreach (var entry in Gateways.SelectMany(gateway => gateway.Audit?.Entries ?? []).OrderByDescending(entry => entry.At))
            {
                var same = entries.FindIndex(other => other.Entry with { At = entry.At } == entry && other.Entry.At - entry.At < Together);
                if (same >= 0)
                {
                    entries[same] = (entries[same].Entry, entries[same].Count + 1);
                }
                else if (entries.Count < ShownEntries)
                {
                    entries.Add((entry, 1));
                }
            }

            return entries;
        }
    }
}
