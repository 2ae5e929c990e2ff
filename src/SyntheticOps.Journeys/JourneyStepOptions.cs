namespace SyntheticOps.Journeys;

/// <summary>Limits of a step.</summary>
public sealed record JourneyStepOptions
{
    /// <summary>15 s when null, at most half of the check's time-out.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>A longer step is degraded, not down.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>No picture of it.</summary>
    public bool IsSecret { get; init; }

    /// <summary>The journey goes on when it fails; a finding says so.</summary>
    public bool IsOptional { get; init; }
}
