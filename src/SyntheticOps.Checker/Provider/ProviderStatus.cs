namespace SyntheticOps.Checker.Provider;

/// <summary>What a status page says at one moment, whatever its form.</summary>
/// <param name="Name">The provider's own name.</param>
/// <param name="Maintenances">Those in progress.</param>
internal sealed record ProviderStatus(
    string Name, IReadOnlyList<ProviderComponent> Components, IReadOnlyList<ProviderIncident> Incidents, IReadOnlyList<ProviderIncident> Maintenances);

/// <param name="Group">Name of the group it stands in; null for none.</param>
internal sealed record ProviderComponent(string Name, string? Group, Impact Impact, string State);

/// <summary>An incident that goes on.</summary>
/// <param name="State">investigating, identified, monitoring.</param>
/// <param name="Url">Where people read of it; null when the page does not say.</param>
/// <param name="Update">The newest words about it.</param>
/// <param name="Components">Names of what it affects; empty when the page does not say.</param>
internal sealed record ProviderIncident(
    string Name, string State, Impact Impact, Uri? Url, DateTimeOffset? StartedAt, string Update, IReadOnlyList<string> Components);
