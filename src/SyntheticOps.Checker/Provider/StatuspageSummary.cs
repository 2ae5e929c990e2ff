using System.Text.Json;

namespace SyntheticOps.Checker.Provider;

/// <summary>`GET /api/v2/summary.json` of Atlassian Statuspage, which Vercel, Supabase, Stripe, Sentry and many others speak.</summary>
internal static class StatuspageSummary
{
    public const string Path = "/api/v2/summary.json";

    /// <summary>Null for anything else.</summary>
    public static ProviderStatus? Parse(ReadOnlyMemory<byte> body) => SummaryJson.Parse(body, root =>
    {
        if (root.Object("page")?.Text("name") is not { } name || root.Object("status") is null)
        {
            return null;
        }

        var components = root.Items("components").ToList();
        var groups = components.Where(component => component.Flag("group")).ToDictionary(group => group.Text("id") ?? "", group => group.Text("name") ?? "");
        return new ProviderStatus(
            name,
            [
                .. components.Where(component => !component.Flag("group")).Select(component => new ProviderComponent(
                    component.Text("name") ?? "",
                    component.Text("group_id") is { } group ? groups.GetValueOrDefault(group) : null,
                    ImpactWords.OfComponent(component.Text("status")),
                    component.Text("status") ?? "unknown")),
            ],
            [.. root.Items("incidents").Where(incident => incident.Text("status") is not ("resolved" or "postmortem")).Select(Incident)],
            [.. root.Items("scheduled_maintenances").Where(planned => planned.Text("status") is "in_progress" or "verifying").Select(Incident)]);
    });

    private static ProviderIncident Incident(JsonElement incident) => new(
        incident.Text("name") ?? "",
        incident.Text("status") ?? "",
        ImpactWords.OfIncident(incident.Text("impact")),
        incident.Url("shortlink"),
        incident.Time("started_at") ?? incident.Time("created_at"),
        incident.Items("incident_updates").FirstOrDefault() is { ValueKind: JsonValueKind.Object } update ? update.Text("body") ?? "" : "",
        [.. incident.Items("components").Select(component => component.Text("name") ?? "")]);
}
