using SyntheticOps.Checker.Http.Requests;

namespace SyntheticOps.Checker.Http;

/// <summary>What one `http` check asks for and expects.</summary>
internal sealed record HttpCheckOptions
{
    /// <summary>One after the other; the first failure ends the run.</summary>
    public required IReadOnlyList<HttpStep> Steps { get; init; }

    /// <summary>Whether the steps are named in synthetics.yaml and so in results.</summary>
    public bool IsNamed { get; init; }

    /// <summary>Each is asked by itself; all must be well.</summary>
    public IReadOnlyList<AddressChoice> Addresses { get; init; } = [AddressChoice.Any];

    /// <summary>`degraded: {total}`: good answers that took longer together are degraded; null never.</summary>
    public TimeSpan? SlowAfter { get; init; }
}
