using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Watch;

/// <summary>Reads the board.</summary>
internal sealed class BoardQuery(SyntheticsConfiguration synthetics, ITelemetryReader telemetry, IIncidentReader incidents, TimeProvider clock)
{
    /// <summary>More open incidents than this are not listed on one page.</summary>
    private const int MaxIncidents = 50;

    public async Task<Board> GetAsync(CancellationToken token)
    {
        var runs = await telemetry.GetLatestRunsAsync(token);
        var open = await incidents.FindAsync(new IncidentQuery { State = "unresolved", Limit = MaxIncidents }, token);
        return Assemble(runs, open.Items);
    }

    private Board Assemble(IReadOnlyList<RunRecord> runs, IReadOnlyList<Incident> open)
    {
        var now = clock.GetUtcNow();
        var byCheck = runs.ToLookup(run => (run.Site, run.Check));
        var checks = synthetics.Checks.Values
            .Where(check => synthetics.Sites.ContainsKey(check.Site))
            .Select(check => CheckJudge.Judge(check, synthetics.Sites[check.Site], [.. byCheck[(check.Site, check.Name)]], now))
            .OrderBy(status => State.Rank(status.State)).ThenBy(status => status.Check.Name, StringComparer.Ordinal)
            .ToList();
        var known = checks.Select(status => (status.Site.Name, status.Check.Name)).ToHashSet();
        return new Board(
            [.. synthetics.Sites.Values],
            checks,
            [.. open.OrderBy(incident => State.Rank(State.Of(incident))).ThenByDescending(incident => incident.OpenedAt)],
            [.. runs.Where(run => known.Contains((run.Site, run.Check)))]);
    }
}
