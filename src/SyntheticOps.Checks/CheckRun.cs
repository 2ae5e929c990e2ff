using SyntheticOps.Checks.Artifacts;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Redaction;

namespace SyntheticOps.Checks;

/// <summary>What a check is told about the run it does.</summary>
public sealed record CheckRun
{
    /// <summary>The trace id: 32 lower-case hex digits.</summary>
    public required string RunId { get; init; }

    public required CheckDefinition Definition { get; init; }

    public required Site Site { get; init; }

    /// <summary>schedule, recheck, manual, ci or drill.</summary>
    public required string Trigger { get; init; }

    /// <summary>1 for the first try.</summary>
    public int Attempt { get; init; } = 1;

    /// <summary>How this run marks its requests as ours.</summary>
    public required ProbeIdentity Identity { get; init; }

    /// <summary>What nothing of the run may show; a check adds the secrets that only it knows.</summary>
    public RunRedaction Redaction { get; init; } = new(Redactor.OfShapes);

    /// <summary>Where screenshots and the like go; they are sent before the root span.</summary>
    public required IArtifactSink Artifacts { get; init; }
}
