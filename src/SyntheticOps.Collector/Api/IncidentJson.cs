using System.Globalization;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Api;

/// <summary>An incident as contracts.md section 8 shows it.</summary>
internal sealed record IncidentJson(
    string Id,
    string Site,
    string Scenario,
    string Cause,
    string State,
    string Severity,
    string Title,
    DateTimeOffset OpenedAt,
    DateTimeOffset FirstFailureAt,
    DateTimeOffset? AcknowledgedAt,
    DateTimeOffset? ResolvedAt,
    IReadOnlyList<string> Checks,
    IReadOnlyList<string> Runs,
    IReadOnlyList<Evidence> Evidence,
    IReadOnlyList<TimelineEntry> Timeline,
    IReadOnlyList<NotificationRecord> Notifications,
    string? Drill)
{
    public static IncidentJson Of(Incident incident) => new(
        incident.Id,
        incident.Site,
        incident.Scenario,
        incident.Cause,
        incident.State,
        incident.Severity,
        IncidentWords.Title(incident, CultureInfo.GetCultureInfo("en-GB")),
        incident.OpenedAt,
        incident.FirstFailureAt,
        incident.AcknowledgedAt,
        incident.ResolvedAt,
        incident.Checks,
        incident.Runs,
        incident.Evidence,
        incident.Timeline,
        incident.Notifications,
        incident.Drill);
}

/// <summary>A page of incidents, newest opening first; <paramref name="Next"/> goes into `after`.</summary>
internal sealed record IncidentListJson(IReadOnlyList<IncidentJson> Incidents, string? Next);
