using System.Text.Json;

namespace SyntheticOps.Checker.Provider;

/// <summary>`GET /proxy/HOST` of a page of incident.io: what the page itself is drawn from, for pages without the two documented forms.</summary>
internal static class IncidentIoProxy
{
    /// <summary>Null for anything else.</summary>
    public static ProviderStatus? Parse(ReadOnlyMemory<byte> body) => SummaryJson.Parse(body, root =>
    {
        if (root.Object("summary") is not { } summary || summary.Text("name") is not { } name || !summary.TryGetProperty("ongoing_incidents", out _))
        {
            return null;
        }

        var groups = Groups(summary);
        var names = summary.Items("components").ToDictionaryOnce(component => component.Text("id"), component => component.Text("name") ?? "");
        var states = summary.Items("affected_components").ToDictionaryOnce(affected => affected.Text("component_id"), StateOf);
        return new ProviderStatus(
            name,
            [
                .. names.Select(component => new ProviderComponent(
                    component.Value,
                    groups.GetValueOrDefault(component.Key),
                    ImpactWords.OfComponent(states.GetValueOrDefault(component.Key, "operational")),
                    states.GetValueOrDefault(component.Key, "operational"))),
            ],
            [.. summary.Items("ongoing_incidents").Where(incident => incident.Text("status") is not "resolved").Select(incident => Incident(incident, names, null))],
            [.. summary.Items("in_progress_maintenances").Select(planned => Incident(planned, names, Impact.Maintenance))]);
    });

    private static ProviderIncident Incident(JsonElement incident, Dictionary<string, string> names, Impact? impact)
    {
        var affected = incident.Items("affected_components").ToList();
        var updates = incident.Items("updates").ToList();
        return new(
            incident.Text("name") ?? "",
            incident.Text("status") ?? "",
            impact ?? affected.Select(component => ImpactWords.OfComponent(StateOf(component))).DefaultIfEmpty(Impact.Minor).Max(),
            incident.Url("url"),
            incident.Time("published_at"),
            updates.Count > 0 ? updates[^1].Text("message_string") ?? "" : "",
            [.. affected.Select(component => names.GetValueOrDefault(component.Text("component_id") ?? "")).OfType<string>()]);
    }

    private static string StateOf(JsonElement affected) => affected.Text("current_status") ?? affected.Text("status") ?? "unknown";

    /// <summary>Names of groups by the ids of their components.</summary>
    private static Dictionary<string, string> Groups(JsonElement summary) => summary.Object("structure") is not { } structure ? [] : structure.Items("items")
        .Select(item => item.Object("group")).OfType<JsonElement>()
        .SelectMany(group => group.Items("components").Select(component => (Id: component.Text("component_id"), Group: group.Text("name") ?? "")))
        .Where(pair => pair.Id is not null)
        .DistinctBy(pair => pair.Id)
        .ToDictionary(pair => pair.Id!, pair => pair.Group, StringComparer.Ordinal);

    private static Dictionary<string, string> ToDictionaryOnce(this IEnumerable<JsonElement> items, Func<JsonElement, string?> key, Func<JsonElement, string> value) => items
        .Where(item => key(item) is not null)
        .DistinctBy(key)
        .ToDictionary(item => key(item)!, value, StringComparer.Ordinal);
}
