using System.Globalization;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Provider;

/// <summary>
/// Judges what a provider says; pure. Its trouble is a finding, which the collector adds to our incidents as evidence; the
/// check itself stays up unless synthetics.yaml says otherwise.
/// </summary>
internal static class ProviderVerdict
{
    /// <summary>A page may list hundreds of regions.</summary>
    private const int MaximumComponents = 10;

    public static CheckResult Judge(ProviderStatus status, ProviderOptions options)
    {
        var incidents = status.Incidents.Where(incident => Concerns(incident, status, options)).OrderByDescending(incident => incident.Impact).ToList();
        var told = incidents.SelectMany(incident => incident.Components).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var disturbed = status.Components.Where(component => component.Impact >= Impact.Minor && IsWatched(component, options)).ToList();
        var worst = incidents.Select(incident => incident.Impact).Concat(disturbed.Select(component => component.Impact)).DefaultIfEmpty(Impact.None).Max();
        Finding[] findings =
        [
            .. incidents.Select(incident => Of(status.Name, incident, options)),
            .. disturbed.Where(component => !told.Contains(component.Name)).OrderByDescending(component => component.Impact).Take(MaximumComponents)
                .Select(component => Of(status.Name, component, options)),
            .. status.Maintenances.Where(planned => Concerns(planned, status, options)).Select(planned => Maintenance(status.Name, planned, options)),
            .. Unknown(status, options),
        ];
        var gravest = findings.MaxBy(finding => finding.Severity);
        return worst >= options.DownFrom ? CheckResult.Down(Reasons.AssertionFailed, Saying.Of(gravest!), findings)
            : worst >= options.DegradedFrom ? CheckResult.Degraded(Reasons.Finding, Saying.Of(gravest!), findings)
            : CheckResult.Up(findings);
    }

    private static bool Concerns(ProviderIncident incident, ProviderStatus status, ProviderOptions options) =>
        options.Components.Count == 0 || incident.Components.Count == 0 || incident.Components.Any(name =>
            IsWatched(status.Components.FirstOrDefault(component => Same(component.Name, name)) ?? new ProviderComponent(name, null, Impact.None, ""), options));

    private static bool IsWatched(ProviderComponent component, ProviderOptions options) =>
        options.Components.Count == 0 || options.Components.Any(name => Same(name, component.Name) || Same(name, component.Group));

    private static Finding Of(string provider, ProviderIncident incident, ProviderOptions options)
    {
        var since = incident.StartedAt is { } at ? $" since {Time(at)}" : "";
        var update = incident.Update.Length > 0 ? $" {incident.Update}" : "";
        return new Finding(
            "provider-incident",
            SeverityOf(incident.Impact, options),
            FindingKind.State,
            $"{provider}: {incident.Name}",
            [provider, incident.Impact.Word(), incident.State, (incident.Url ?? options.Page).AbsoluteUri],
            $"{provider} reports{since}: {incident.Name} (impact {incident.Impact.Word()}, {incident.State}).{update}");
    }

    private static Finding Of(string provider, ProviderComponent component, ProviderOptions options) => new(
        "provider-component",
        SeverityOf(component.Impact, options),
        FindingKind.State,
        $"{provider}: {component.Name}",
        [provider, component.Impact.Word(), component.State, options.Page.AbsoluteUri],
        $"{provider} reports {component.State.Replace('_', ' ')} of {component.Name}.");

    private static Finding Maintenance(string provider, ProviderIncident planned, ProviderOptions options) => new(
        "provider-maintenance",
        Severity.Info,
        FindingKind.State,
        $"{provider}: {planned.Name}",
        [provider, Impact.Maintenance.Word(), planned.State, (planned.Url ?? options.Page).AbsoluteUri],
        $"{provider} does maintenance: {planned.Name} ({planned.State.Replace('_', ' ')}).");

    /// <summary>A page of incident.io names only what is disturbed, so there nothing can be said.</summary>
    private static IEnumerable<Finding> Unknown(ProviderStatus status, ProviderOptions options) =>
        from name in options.Components
        where status.Components.Any(component => component.Impact == Impact.None)
            && !status.Components.Any(component => Same(name, component.Name) || Same(name, component.Group))
        select new Finding(
            "provider-component-unknown",
            Severity.Warning,
            FindingKind.State,
            $"{status.Name}: {name}",
            [status.Name, name],
            $"The status page of {status.Name} has no component '{name}'; it has {string.Join(", ", status.Components.Take(8).Select(component => component.Name))}{(status.Components.Count > 8 ? ", …" : "")}.");

    private static Severity SeverityOf(Impact impact, ProviderOptions options) =>
        impact >= options.DownFrom || impact >= options.DegradedFrom ? Severity.Error : impact >= Impact.Minor ? Severity.Warning : Severity.Info;

    private static bool Same(string a, string? b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);

    private static string Time(DateTimeOffset at) => at.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}
