using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Watch;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>Adds the history of the last hours to checks.</summary>
internal sealed class CheckRowsQuery(SlotCache slots)
{
    private const int RecentSlots = 60;

    public async Task<IReadOnlyList<CheckRow>> GetAsync(IEnumerable<CheckStatus> checks, CancellationToken token)
    {
        var rows = new List<CheckRow>();
        foreach (var status in checks)
        {
            var (site, name) = (status.Site.Name, status.Check.Name);
            rows.Add(new CheckRow(
                status,
                await slots.GetAsync(site, name, status.Check.Every, RecentSlots, token),
                await slots.GetAsync(site, name, TimeSpan.FromHours(1), 24, token)));
        }

        return rows;
    }
}
