namespace SyntheticOps.Checks.Configuration;

/// <summary>synthetics.yaml, read and checked: what is watched and who is told.</summary>
public sealed record SyntheticsConfiguration
{
    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>SHA-256 of its bytes, first 12 hex digits; the value of `synthetic.config.hash`.</summary>
    public required string Hash { get; init; }

    public required IReadOnlyDictionary<string, Site> Sites { get; init; }

    public required IReadOnlyDictionary<string, CheckDefinition> Checks { get; init; }

    public required IReadOnlyDictionary<string, ChannelDefinition> Channels { get; init; }

    /// <summary>Values of the file that no result may show.</summary>
    public IReadOnlyCollection<string> Secrets { get; init; } = [];

    /// <summary>What checks need, by name: an <see cref="ICheck"/> for every check whose type this process registered.</summary>
    public required IReadOnlyDictionary<string, ICheck> Runnable { get; init; }
}

/// <summary>One entry of `channels:`; the channel type reads the body.</summary>
public sealed record ChannelDefinition(string Name, string Type, ConfigNode Body);
