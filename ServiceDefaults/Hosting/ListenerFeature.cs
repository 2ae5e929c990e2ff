namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Name of the Kestrel endpoint that accepted the connection.</summary>
internal sealed record ListenerFeature(string Name);
