using Microsoft.Extensions.Configuration;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Checks.Running;

/// <summary>What the runner is told by its process.</summary>
/// <param name="Location">Value of `synthetic.location.name`.</param>
/// <param name="ProbeKey">Signs requests to own origins; null when none is configured.</param>
/// <param name="ArtifactFolder">Artifacts are also written below it; null keeps no files.</param>
public sealed record RunnerSettings(string Location, string? ProbeKey, string? ArtifactFolder = null)
{
    public const string DefaultLocation = "local";

    public static RunnerSettings From(IConfiguration configuration) => new(
        configuration[Names.Env.Location] is { Length: > 0 } location ? location : DefaultLocation,
        KeySource.Find(configuration, Names.Env.ProbeKey)?.Split(',')[0].Trim());
}
