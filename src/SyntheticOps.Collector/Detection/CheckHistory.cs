using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>Everything that a rule may know about one check at one moment. Immutable: the same history gives the same signals.</summary>
internal sealed record CheckHistory
{
    public required CheckDefinition Check { get; init; }

    public required Site Site { get; init; }

    public required DateTimeOffset Now { get; init; }

    /// <summary>Since when this collector listens: silence before that is ours.</summary>
    public required DateTimeOffset WatchingSince { get; init; }

    /// <summary>Recent runs by location, newest start first.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<RunFacts>> Runs { get; init; }

    /// <summary>The newest runs of the site's other checks, of their last two intervals.</summary>
    public IReadOnlyList<RunRecord> Neighbours { get; init; } = [];

    /// <summary>The newest run of every check at every location, of all sites.</summary>
    public IReadOnlyList<RunRecord> Everywhere { get; init; } = [];

    /// <summary>What this check feeds in incidents that are not resolved.</summary>
    public IReadOnlyList<Feed> Open { get; init; } = [];

    /// <summary>Runs that ended before this are late: they change the history and open nothing.</summary>
    public DateTimeOffset LateBefore => Now - (Check.SilentAfter * 2);

    /// <summary>Whether the site answers, but slowly: then a timeout is one more slow answer.</summary>
    public bool SiteIsSlow =>
        Neighbours.Any(run => run.Reason == Reasons.TooSlow)
        && Neighbours.All(run => run.Outcome != Outcome.Down || run.Reason is Reasons.TooSlow or Reasons.Timeout);
}

/// <summary>A run and, where a rule needs them, its steps in order.</summary>
internal sealed record RunFacts(RunRecord Run, IReadOnlyList<StepFact> Steps)
{
    /// <summary>Host that was asked; the check's name when the run does not say.</summary>
    public string Host => Run.ServerAddress
        ?? (Uri.TryCreate(Run.Url, UriKind.Absolute, out var url) ? url.Host : Run.Check);

    /// <summary>The step that made the run slow: the one that says so, else the longest.</summary>
    public StepFact? SlowStep => Steps.FirstOrDefault(step => step.Reason == Reasons.TooSlow) ?? Steps.MaxBy(step => step.Duration);
}

/// <summary>A `synthetic.step` span.</summary>
internal sealed record StepFact(long Index, string Name, Outcome? Outcome, string? Reason, TimeSpan Duration);
