using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>What a rule says about one cause of one check.</summary>
internal sealed record Signal
{
    public required string Rule { get; init; }

    public required string Site { get; init; }

    public required string Check { get; init; }

    public required string Scenario { get; init; }

    /// <summary>Reason and failing host, step, header or table.</summary>
    public required string Cause { get; init; }

    public required SignalState State { get; init; }

    /// <summary>Failing host, where there is one: two downtimes of one host are one.</summary>
    public string? Host { get; init; }

    public Title Title { get; init; } = Title.None;

    public DateTimeOffset FirstFailureAt { get; init; }

    /// <summary>When the newest run that proves it began; for silence, when it became certain.</summary>
    public DateTimeOffset NewestAt { get; init; }

    /// <summary>The runs that prove it, oldest first; none for silence.</summary>
    public IReadOnlyList<RunRecord> Runs { get; init; } = [];

    /// <summary>What proves it when no run does.</summary>
    public IReadOnlyList<Evidence> Evidence { get; init; } = [];

    /// <summary>Tells the newest proof from the one before; null for silence.</summary>
    public string? Newest => Runs.Count > 0 ? Runs[^1].RunId : Evidence.Count > 0 ? $"{NewestAt:O}" : null;

    /// <summary>Whether runs of a journey prove it.</summary>
    public bool FromJourney { get; init; }

    public Feed Feed => new(Rule, Check, Scenario, Cause);
}

internal enum SignalState
{
    /// <summary>Confirmed: opens an incident or feeds one.</summary>
    Failing,

    /// <summary>Neither confirmed nor recovered: changes nothing.</summary>
    Undecided,

    /// <summary>As many good runs in a row as the check demands.</summary>
    Recovered,
}
