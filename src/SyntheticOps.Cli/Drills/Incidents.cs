namespace SyntheticOps.Cli.Drills;

/// <summary>What the collector's API answers (contracts.md section 8); members that a drill does not need are left out.</summary>
internal sealed record IncidentList(IReadOnlyList<IncidentAnswer> Incidents);

internal sealed record IncidentAnswer
{
    public required string Id { get; init; }

    public required string Site { get; init; }

    public required string Scenario { get; init; }

    public required string Cause { get; init; }

    public required string State { get; init; }

    public DateTimeOffset OpenedAt { get; init; }

    public IReadOnlyList<EvidenceAnswer> Evidence { get; init; } = [];

    public string? Drill { get; init; }
}

internal sealed record EvidenceAnswer(string Kind, string Ref, string Text);

internal sealed record DrillAnswer(string Id, DateTimeOffset ExpiresAt);
