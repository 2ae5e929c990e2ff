using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>
/// Compares signals with the incidents that are known and says what changes. Pure: the same state, signals and time give the
/// same changes, so a restart neither reopens nor tells anything twice.
/// </summary>
internal static class IncidentLifecycle
{
    /// <summary>A cause that returns so soon after its end is the same incident.</summary>
    public static readonly TimeSpan ReopenWithin = TimeSpan.FromMinutes(10);

    /// <summary>So long after a drill has ended may its incident go on failing before it is taken for real.</summary>
    public static readonly TimeSpan DrillGrace = TimeSpan.FromMinutes(1);

    public static IReadOnlyList<IncidentChange> Decide(LifecycleState state, IReadOnlyList<Signal> signals)
    {
        var decision = new LifecycleDecision(state);
        // Downtime first: it takes in what is only its consequence.
        foreach (var signal in signals.Where(signal => signal.State == SignalState.Failing).OrderBy(signal => signal.Scenario == ScenarioNames.Downtime ? 0 : 1))
        {
            decision.Fail(signal);
        }

        foreach (var signal in signals.Where(signal => signal.State == SignalState.Recovered))
        {
            decision.Recover(signal.Site, signal.Feed);
        }

        return decision.Changes;
    }
}

/// <summary>What is known at one moment.</summary>
/// <param name="Incidents">Those not resolved, and those resolved lately.</param>
/// <param name="Drills">Those that run, and those that ended lately.</param>
internal sealed record LifecycleState(
    IReadOnlyList<TrackedIncident> Incidents, IReadOnlyList<Drill> Drills, DateTimeOffset Now, long NextNumber);
