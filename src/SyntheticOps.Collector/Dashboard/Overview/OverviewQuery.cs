using SyntheticOps.Collector.Dashboard.Checks;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Overview;

/// <summary>Reads the first page.</summary>
internal sealed class OverviewQuery(BoardQuery boards, CheckRowsQuery rows, IIncidentReader incidents, GatewayAdmin gateways, TimeProvider clock)
{
    /// <summary>Checks on the first page; the rest is one click away.</summary>
    private const int MaxChecks = 12;

    public async Task<OverviewModel> GetAsync(CancellationToken token)
    {
        var states = gateways.GetAllAsync(token);
        var board = await boards.GetAsync(token);
        var resolved = await incidents.FindAsync(new IncidentQuery { State = "resolved", Limit = 50 }, token);
        return new OverviewModel(
            board,
            Matrix.Of(board, resolved.Items),
            await rows.GetAsync(board.Checks.Take(MaxChecks), token),
            [.. resolved.Items.Take(4)],
            LocationsOf(board),
            await states);
    }

    private List<LocationView> LocationsOf(Board board)
    {
        var now = clock.GetUtcNow();
        return [.. board.Runs
            .GroupBy(run => run.Location, StringComparer.Ordinal)
            .Select(runs => new LocationView(
                runs.Key,
                runs.Max(run => run.ReceivedAt),
                runs.Count(),
                runs.All(run => board.Find(run.Site, run.Check) is { } status && now - run.ReceivedAt > status.Check.SilentAfter)))
            .OrderByDescending(location => location.Silent).ThenBy(location => location.Name, StringComparer.Ordinal)
            .Take(20)];
    }
}
