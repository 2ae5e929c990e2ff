using SyntheticOps.Checker.Http.Expectations;

namespace SyntheticOps.Checker.Http;

/// <summary>What one `http` check asks for and expects.</summary>
internal sealed record HttpCheckOptions
{
    public required HttpFetch Fetch { get; init; }

    /// <summary>The status comes first.</summary>
    public required IReadOnlyList<IExpectation> Expectations { get; init; }

    /// <summary>`degraded: {total}`: a good answer that took longer is degraded; null never.</summary>
    public TimeSpan? SlowAfter { get; init; }
}
