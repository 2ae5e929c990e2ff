namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Names the one Kestrel endpoint on which a route answers.</summary>
internal sealed record ListenerMetadata(string Name);
