namespace SyntheticOps.Cli.Connection;

/// <summary>Where the running system is and the key that operates it: `connection.json` of the collector (contracts.md section 1).</summary>
internal sealed record SystemConnection
{
    public required Uri Collector { get; init; }

    /// <summary>The demo shop itself, where its fault API answers; null when the collector does not know it.</summary>
    public Uri? Shop { get; init; }

    public required string OperatorKey { get; init; }

    /// <summary>Admin addresses of the gateways of each site.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<Uri>> Sites { get; init; } = new Dictionary<string, IReadOnlyList<Uri>>();

    /// <summary>What synthetics.yaml and the probes of a demo take from the environment.</summary>
    public IReadOnlyDictionary<string, string?> Variables { get; init; } = new Dictionary<string, string?>();
}
