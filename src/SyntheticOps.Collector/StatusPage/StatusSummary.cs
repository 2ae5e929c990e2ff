using System.Security.Cryptography;
using System.Text;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Dashboard.Text;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>
/// The status in the shape of Atlassian Statuspage's public API, version 2, which many tools read. It has no word for
/// `unknown`; we write that word rather than call silence operational.
/// </summary>
internal static class StatusSummary
{
    public static object Summary(StatusModel status, Words words, TimeZoneInfo zone) => new
    {
        page = PageOf(status, zone),
        status = StatusOf(status, words),
        components = status.Components.Select((component, index) => new
        {
            id = Id(status.Site.Name, component.Key),
            name = words[$"status.component.{component.Key}"],
            status = ComponentWord(component.State),
            position = index + 1,
            updated_at = status.MeasuredAt,
        }),
        incidents = status.Now.Select(incident => IncidentOf(incident, words)),
        scheduled_maintenances = Maintenances(status, words),
    };

    public static object Status(StatusModel status, Words words, TimeZoneInfo zone) => new
    {
        page = PageOf(status, zone),
        status = StatusOf(status, words),
    };

    private static object PageOf(StatusModel status, TimeZoneInfo zone) => new
    {
        id = Id(status.Site.Name),
        name = status.Site.DisplayName,
        url = status.Site.Url,
        time_zone = zone.Id,
        updated_at = status.MeasuredAt,
    };

    private static object StatusOf(StatusModel status, Words words) => new
    {
        indicator = status.State switch
        {
            State.Up => "none",
            State.Degraded => "minor",
            State.Down => "major",
            State.Maintenance => "maintenance",
            _ => "unknown",
        },
        description = words[$"status.overall.{status.State}"],
    };

    private static IEnumerable<object> Maintenances(StatusModel status, Words words)
    {
        if (status.Maintenance.Running is { } running)
        {
            yield return MaintenanceOf(status, words["status.maintenance"], "in_progress", running.Since, running.Until);
        }

        foreach (var planned in status.Maintenance.Planned)
        {
            yield return MaintenanceOf(status, words["status.planned"], "scheduled", planned.From, planned.Until);
        }
    }

    private static object MaintenanceOf(StatusModel status, string name, string state, DateTimeOffset from, DateTimeOffset? until) => new
    {
        id = Id(status.Site.Name, $"{from.UtcTicks}"),
        name,
        status = state,
        impact = "maintenance",
        scheduled_for = from,
        scheduled_until = until,
    };

    private static object IncidentOf(Incident incident, Words words) => new
    {
        id = Id(incident.Id),
        name = words[$"status.now.{incident.Scenario}"],
        status = incident.AcknowledgedAt is null ? "investigating" : "identified",
        impact = State.Of(incident) == State.Down ? "major" : "minor",
        created_at = incident.OpenedAt,
        updated_at = incident.AcknowledgedAt ?? incident.OpenedAt,
    };

    private static string ComponentWord(string state) => state switch
    {
        State.Up => "operational",
        State.Degraded => "degraded_performance",
        State.Down => "major_outage",
        State.Maintenance => "under_maintenance",
        _ => "unknown",
    };

    /// <summary>Stable and without our own names in it.</summary>
    private static string Id(params string[] parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('/', parts))))[..12];
}
