namespace SyntheticOps.Checker.Provider;

/// <summary>What one `provider` check asks and when it takes the answer for a failure of its own.</summary>
internal sealed record ProviderOptions
{
    /// <summary>The status page that people read.</summary>
    public required Uri Page { get; init; }

    /// <summary>Components or groups that the shop needs; empty is all.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    /// <summary>From that impact on the check is degraded; null never.</summary>
    public Impact? DegradedFrom { get; init; }

    /// <summary>From that impact on the check is down; null never.</summary>
    public Impact? DownFrom { get; init; }
}
