using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Running;

/// <summary>One finished run, as it was also sent: for the command line's JSON, health and tests.</summary>
public sealed record RunReport
{
    /// <summary>The trace id: 32 lower-case hex digits.</summary>
    public required string RunId { get; init; }

    public required CheckDefinition Definition { get; init; }

    public required string Location { get; init; }

    /// <summary>schedule, recheck, manual, ci or drill.</summary>
    public required string Trigger { get; init; }

    public required int Attempt { get; init; }

    public required CheckResult Result { get; init; }

    public required DateTimeOffset StartedAt { get; init; }

    public required TimeSpan Duration { get; init; }

    public required IReadOnlyList<StepReport> Steps { get; init; }

    public required IReadOnlyList<ArtifactNote> Artifacts { get; init; }
}

/// <summary>One `synthetic.step` span of a run.</summary>
public sealed record StepReport(int Index, string Name, string Outcome, TimeSpan Duration, string? Message);

/// <summary>An artifact of a run.</summary>
/// <param name="Path">Where the file lies, when the process was told to keep files.</param>
public sealed record ArtifactNote(string Name, string MediaType, long Size, string? Path);
