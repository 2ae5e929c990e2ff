using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>What the public may know of a site: no check, address, location or error of ours.</summary>
/// <param name="State">The worst of the components; unknown when nothing was measured lately.</param>
/// <param name="MeasuredAt">When the newest run arrived; null when none ever did.</param>
/// <param name="Stale">Whether that is too long ago to say how things are.</param>
/// <param name="Now">Incidents that go on, newest first.</param>
/// <param name="Maintenance">What is paused now, or will be.</param>
/// <param name="Past">Those of the last 90 days that are over, newest first.</param>
public sealed record StatusModel(
    Site Site,
    string State,
    DateTimeOffset? MeasuredAt,
    bool Stale,
    IReadOnlyList<StatusComponent> Components,
    PublicMaintenance Maintenance,
    IReadOnlyList<Incident> Now,
    IReadOnlyList<Incident> Past);

/// <param name="Key">shop, payment or catalogue: its words are `status.component.KEY`.</param>
public sealed record StatusComponent(string Key, string State, SlotSeries Days);
