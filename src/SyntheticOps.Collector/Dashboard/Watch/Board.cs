using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Watch;

/// <summary>Everything that is watched and how it is now.</summary>
/// <param name="Checks">Worst first, then by name.</param>
/// <param name="Incidents">Not resolved, worst first, then newest.</param>
/// <param name="Runs">The newest run of every check and location.</param>
public sealed record Board(
    IReadOnlyList<Site> Sites, IReadOnlyList<CheckStatus> Checks, IReadOnlyList<Incident> Incidents, IReadOnlyList<RunRecord> Runs)
{
    public DateTimeOffset? LastRunAt => Runs.Count == 0 ? null : Runs.Max(run => run.ReceivedAt);

    public CheckStatus? Find(string site, string check) => Checks.FirstOrDefault(status => status.Check.Name == check && status.Site.Name == site);
}

/// <summary>A check and its state now.</summary>
/// <param name="Reason">Why it is not up; null when it is.</param>
/// <param name="Latest">Its newest run anywhere; null before the first.</param>
/// <param name="SilentSince">Set when no run arrived for longer than the check allows.</param>
public sealed record CheckStatus(CheckDefinition Check, Site Site, string State, string? Reason, RunRecord? Latest, DateTimeOffset? SilentSince);
