using System.Text.Json;

namespace SyntheticOps.Checker.Provider;

/// <summary>`GET /api/v1/summary` of a page of incident.io. It names components only while something is wrong with them.</summary>
internal static class IncidentIoSummary
{
    public const string Path = "/api/v1/summary";

    /// <summary>Null for anything else.</summary>
    public static ProviderStatus? Parse(ReadOnlyMemory<byte> body) => SummaryJson.Parse(body, root =>
        root.Text("page_title") is not { } name || !root.TryGetProperty("ongoing_incidents", out _) ? null : new ProviderStatus(
            name,
            [
                .. root.Items("ongoing_incidents").SelectMany(incident => incident.Items("affected_components"))
                    .DistinctBy(component => component.Text("id") ?? component.Text("name"))
                    .Select(component => new ProviderComponent(
                        component.Text("name") ?? "", component.Text("group_name"), ImpactWords.OfComponent(component.Text("current_status")), component.Text("current_status") ?? "unknown")),
            ],
            [.. root.Items("ongoing_incidents").Select(incident => Incident(incident, ImpactWords.OfIncident(incident.Text("current_worst_impact"))))],
            [.. root.Items("in_progress_maintenances").Select(maintenance => Incident(maintenance, Impact.Maintenance))]));

    private static ProviderIncident Incident(JsonElement incident, Impact impact) => new(
        incident.Text("name") ?? "",
        incident.Text("status") ?? "",
        impact,
        incident.Url("url"),
        incident.Time("started_at") ?? incident.Time("last_update_at"),
        incident.Text("last_update_message") ?? "",
        [.. incident.Items("affected_components").Select(component => component.Text("name") ?? "")]);
}
