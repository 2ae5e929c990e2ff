namespace SyntheticOps.Checks.Running;

/// <summary>What is known of a run before it runs: kept on disk until its root span is, so that a crash can be told.</summary>
internal sealed record RunStart
{
    public required string RunId { get; init; }

    public required string Check { get; init; }

    public required string Type { get; init; }

    public required string Site { get; init; }

    /// <summary>Redacted.</summary>
    public required string Url { get; init; }

    public required string Trigger { get; init; }

    public required int Attempt { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Timeout { get; init; }
}
