using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>
/// Tells a location whose own network or resolver is dead from sites that are down: it reaches none of the hosts that it
/// watches, and other locations do. Such a location has no vote. Pure.
/// </summary>
internal static class Blindness
{
    /// <summary>One host or two may well be unreachable from one place alone, and customers there suffer.</summary>
    private const int LeastHosts = 3;

    private static readonly string[] Unreachable =
        [Reasons.NameResolutionError, Reasons.ConnectionError, Reasons.Timeout, Reasons.ResolverError, Reasons.CannotVerify];

    /// <summary>Failures in a row that say: nothing is reached. The newest first.</summary>
    public static IReadOnlyList<RunFacts> Row(IEnumerable<RunFacts> runs) => [.. runs.TakeWhile(facts => IsUnreached(facts.Run))];

    /// <summary>
    /// Whether the location reached nothing during that row of failures of one check. Other checks there whose turn has not
    /// come yet, or which have recovered since, are waited for.
    /// </summary>
    public static bool IsBlind(CheckHistory history, string location, IReadOnlyList<RunFacts> row)
    {
        if (row.Count == 0)
        {
            return false;
        }

        var (since, until) = (row[^1].Run.StartedAt, row[0].Run.EndedAt);
        var here = history.Everywhere.Where(run => run.Location == location).ToList();
        var tried = here.Where(run => run.EndedAt >= since && run.EndedAt <= until).ToList();
        var patience = history.Check.SilentAfter * 2;
        var returned = here.Exists(run => run.EndedAt > until && !IsUnreached(run));
        return here.Select(HostOf).Distinct().Count() >= LeastHosts
            && tried.Count > 0 && tried.TrueForAll(IsUnreached)
            && (tried.Select(HostOf).Distinct().Count() >= LeastHosts || (history.Now - until <= patience && (returned || until - since <= patience * 2)))
            && IsWellElsewhere(history, location, [.. tried.Select(run => (run.Site, run.Check))]);
    }

    private static bool IsWellElsewhere(CheckHistory history, string location, HashSet<(string Site, string Check)> checks)
    {
        var others = history.Everywhere.Where(run => run.Location != location && checks.Contains((run.Site, run.Check)) && run.EndedAt >= history.Now - (history.Check.SilentAfter * 2)).ToList();
        return others.Count(run => run.Outcome is Outcome.Up or Outcome.Degraded) * 2 > others.Count;
    }

    private static bool IsUnreached(RunRecord run) => run.Outcome is Outcome.Down or Outcome.Unknown && Unreachable.Contains(run.Reason);

    private static string HostOf(RunRecord run) => run.ServerAddress ?? run.Check;
}
