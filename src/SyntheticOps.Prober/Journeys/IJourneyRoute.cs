using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys;

/// <summary>What a run does: the steps of a file, or code.</summary>
internal interface IJourneyRoute
{
    IReadOnlyList<JourneyVariable> Variables { get; }

    IReadOnlyList<string> Tags { get; }

    /// <summary>What it wants of its browser.</summary>
    BrowserWishes Browser { get; }

    /// <summary>Why it cannot be run, a fault of ours; null when it can.</summary>
    string? Problem { get; }

    /// <summary>Does all steps, until one fails for good.</summary>
    Task WalkAsync(StepWalker walker);

    /// <summary>Cleans up, whatever happened.</summary>
    Task FinallyAsync(StepWalker walker);
}
