using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Watch;

/// <summary>Sites x scenarios: the worst finding now, and since when. Pure.</summary>
public static class Matrix
{
    /// <param name="resolved">Resolved incidents, newest first: they say since when all is well.</param>
    public static IReadOnlyList<MatrixRow> Of(Board board, IReadOnlyList<Incident> resolved) =>
        [.. board.Sites.Select(site => new MatrixRow(site, [.. Scenarios.All.Select(scenario => CellOf(board, site, scenario, resolved))]))];

    private static MatrixCell CellOf(Board board, Site site, string scenario, IReadOnlyList<Incident> resolved)
    {
        var incident = board.Incidents.FirstOrDefault(open => open.Site == site.Name && open.Scenario == scenario);
        if (incident is not null)
        {
            return new MatrixCell(scenario, State.Of(incident), "since", incident.FirstFailureAt, $"/incidents/{incident.Id}");
        }

        var checks = board.Checks.Where(status => status.Site.Name == site.Name && Scenarios.Watches(status.Check, scenario)).ToList();
        if (checks.Count == 0)
        {
            return new MatrixCell(scenario, State.Unknown, "unwatched", null, "/checks");
        }

        var link = checks.Count == 1 ? $"/checks/{checks[0].Check.Name}" : "/checks";
        var explained = board.Incidents.Where(open => open.Site == site.Name && open.Scenario != Scenarios.Monitoring).SelectMany(open => open.Checks).ToHashSet();
        var relevant = checks.Where(status => Concerns(status, scenario) && !explained.Contains(status.Check.Name)).ToList();
        if (relevant.Count > 0)
        {
            var worst = relevant.MinBy(status => State.Rank(status.State))!;
            var note = worst switch { { Latest: null } => "waiting", { SilentSince: not null } => "silent", { State: State.Maintenance } => "maintenance", _ => "unconfirmed" };
            return new MatrixCell(scenario, worst.State, note, worst.SilentSince ?? worst.Latest?.StartedAt, $"/checks/{worst.Check.Name}");
        }

        var last = resolved.FirstOrDefault(past => past.Site == site.Name && past.Scenario == scenario);
        return last?.ResolvedAt is { } end
            ? new MatrixCell(scenario, State.Up, "since", end, link)
            : new MatrixCell(scenario, State.Up, "never", null, link);
    }

    /// <summary>Slowness is a matter of performance alone, everything else that is down is not.</summary>
    private static bool Concerns(CheckStatus status, string scenario)
    {
        var slow = status.Reason == Reasons.TooSlow;
        return status.State != State.Up && status.State switch
        {
            State.Down or State.Degraded when scenario == Scenarios.Performance => slow,
            State.Down or State.Degraded => !slow && (scenario != Scenarios.Downtime || status.State == State.Down),
            _ => true,
        };
    }
}

public sealed record MatrixRow(Site Site, IReadOnlyList<MatrixCell> Cells);

/// <param name="Note">since, never, silent, waiting, maintenance, unconfirmed or unwatched.</param>
/// <param name="Href">The incident or the check behind it.</param>
public sealed record MatrixCell(string Scenario, string State, string Note, DateTimeOffset? Time, string Href);
