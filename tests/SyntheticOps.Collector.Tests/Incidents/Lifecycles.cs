using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>Does in memory what the store does with changes.</summary>
internal static class Lifecycles
{
    public static IReadOnlyList<TrackedIncident> Apply(IReadOnlyList<TrackedIncident> incidents, IEnumerable<IncidentChange> changes)
    {
        var known = incidents.ToDictionary(incident => incident.Number);
        foreach (var change in changes)
        {
            known[change.After.Number] = change.After;
        }

        return [.. known.Values.OrderBy(incident => incident.Number)];
    }
}
