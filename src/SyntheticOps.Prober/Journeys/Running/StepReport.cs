using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>How one step went.</summary>
internal sealed record StepReport(int Index, string Name)
{
    /// <summary>Null when it worked.</summary>
    public StepFault? Fault { get; init; }

    public TimeSpan Duration { get; init; }

    /// <summary>Longer is slow; null sets no limit.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The journey goes on without it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Its `if-present` was not there.</summary>
    public bool IsSkipped { get; init; }

    /// <summary>Where the act or expectation stands that was the last one.</summary>
    public Place? Place { get; init; }

    /// <summary>It ends the journey.</summary>
    public bool IsFatal => Fault is { } fault && (!IsOptional || fault.Reason is Reasons.BrowserLost);

    /// <summary>Its slowest own page; null when it opened none.</summary>
    public TimeSpan? Page { get; init; }

    /// <summary>Web vitals over their limit, in words.</summary>
    public IReadOnlyList<Saying> SlowVitals { get; init; } = [];

    /// <summary>The same with further vitals over their limit.</summary>
    public StepReport With(IEnumerable<Saying> slowVitals) => this with { SlowVitals = [.. SlowVitals, .. slowVitals] };

    public Outcome Outcome => Fault is null ? Outcome.Up : JourneyVerdict.OutcomeOf(Fault.Reason);
}

/// <summary>How the whole run went.</summary>
internal sealed record JourneyReport(IReadOnlyList<StepReport> Steps, TimeSpan Total)
{
    /// <summary>Finally steps that did not work.</summary>
    public IReadOnlyList<StepReport> LeftUndone { get; init; } = [];

    /// <summary>What was noticed beside the steps.</summary>
    public IReadOnlyList<Finding> Seen { get; init; } = [];

    public bool HasFailed => Steps.Any(step => step.IsFatal);

    /// <summary>`host:port` that the page asked for and the address policy refused.</summary>
    public IReadOnlyList<string> Blocked { get; init; } = [];
}
