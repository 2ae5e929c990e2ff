using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Gateways;

/// <summary>
/// What incidents want of the gateways of their site. Pure, and without a memory of its own: incidents and the gateways' own states say
/// all, so a restart, a gateway that was away, or a person's decision in between need no special case.
/// </summary>
internal static class AutomaticDecision
{
    /// <summary>How long after its end an incident still switches off what it switched on, for gateways that were away.</summary>
    public static readonly TimeSpan Remembered = TimeSpan.FromDays(1);

    /// <summary>The open downtime incident of that severity or worse that began last; null when there is none.</summary>
    public static Incident? Holder(AutomaticMaintenance policy, string site, IEnumerable<Incident> incidents) => incidents
        .Where(incident => incident.Site == site && !IsResolved(incident) && incident.Scenario == ScenarioNames.Downtime && policy.Covers(incident.Severity))
        .MaxBy(OpenedLast);

    /// <summary>What to send to one gateway; null when it is as it should be.</summary>
    /// <param name="policy">What the site wants.</param>
    /// <param name="holder">The incident that wants maintenance.</param>
    /// <param name="incidents">All that are open or ended within <see cref="Remembered"/>.</param>
    /// <param name="state">What the gateway says.</param>
    public static (MaintenanceChange Change, Incident Incident)? For(AutomaticMaintenance policy, Incident? holder, IEnumerable<Incident> incidents, MaintenanceState state)
    {
        if (holder is not null)
        {
            return policy.On && !state.Active && !IsDecidedByPerson(state, OpenedLast(holder))
                ? (new MaintenanceChange("on", $"{holder.Id}: {holder.Cause}", null), holder)
                : null;
        }

        return policy.Off && state is { Mode: "on", Active: true, Window: null } && incidents.FirstOrDefault(incident => IsResolved(incident) && state.Actor == ActorOf(incident)) is { } over
            ? (new MaintenanceChange("automatic", $"{over.Id} is resolved", null), over)
            : null;
    }

    public static string ActorOf(Incident incident) => $"incident:{incident.Id}";

    public static bool IsResolved(Incident incident) => incident.State == IncidentStates.Resolved;

    /// <summary>Whether the timeline says that the page was switched since the incident was opened last.</summary>
    public static bool IsNoted(Incident incident, string code) => incident.Timeline.Any(entry => entry.Code == code && entry.At >= OpenedLast(incident));

    /// <summary>A person's `off` holds whenever it was said (the gateway refuses too); `automatic` and an `on` that has ended only when said since.</summary>
    private static bool IsDecidedByPerson(MaintenanceState state, DateTimeOffset opened) =>
        state.IsByPerson && (state.Mode == "off" || state.Since >= opened);

    private static DateTimeOffset OpenedLast(Incident incident) => incident.Timeline
        .Where(entry => entry.Code is "opened" or "reopened")
        .Select(entry => entry.At)
        .DefaultIfEmpty(incident.OpenedAt)
        .Max();
}
