using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>A run, derived from its root span `synthetic.check` in the transaction that stores the span.</summary>
public sealed record RunRecord
{
    /// <summary>The trace id.</summary>
    public required string RunId { get; init; }

    public required string RootSpanId { get; init; }

    public required string Site { get; init; }

    public required string Check { get; init; }

    /// <summary>http, headers, journey, ...</summary>
    public required string Type { get; init; }

    public required string Location { get; init; }

    public required Outcome Outcome { get; init; }

    public string? Reason { get; init; }

    /// <summary>schedule, recheck, manual, ci or drill.</summary>
    public required string Trigger { get; init; }

    public int Attempt { get; init; } = 1;

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    public string? Message { get; init; }

    /// <summary>The message as code and arguments, for readers of other languages; null when it has only its text.</summary>
    public string? MessageParts { get; init; }

    public string? FailedStep { get; init; }

    /// <summary>Target, without credentials, query redacted.</summary>
    public string? Url { get; init; }

    /// <summary>Host that was asked.</summary>
    public string? ServerAddress { get; init; }

    public bool Maintenance { get; init; }

    public bool? Sandbox { get; init; }

    public string? ConfigHash { get; init; }

    public string? RulesetVersion { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public int FindingsDropped { get; init; }

    public IReadOnlyList<RunArtifact> Artifacts { get; init; } = [];

    public DateTimeOffset EndedAt => StartedAt + Duration;
}

/// <summary>An artifact that the root span names; size in bytes.</summary>
public sealed record RunArtifact(string Name, string MediaType, long Size);
