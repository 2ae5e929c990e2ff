namespace Aspire.Hosting.Modelling;

/// <summary>The profile of Properties/launchSettings.json that a project is started with.</summary>
internal sealed record LaunchProfile(string Name, string? ApplicationUrl, IReadOnlyDictionary<string, string> Environment);
