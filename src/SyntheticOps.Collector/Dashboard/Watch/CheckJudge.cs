using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Watch;

/// <summary>Derives a check's state from the newest run of each location. Pure.</summary>
internal static class CheckJudge
{
    public static CheckStatus Judge(CheckDefinition check, Site site, IReadOnlyList<RunRecord> latest, DateTimeOffset now)
    {
        var newest = latest.MaxBy(run => run.StartedAt);
        if (newest is null)
        {
            return new CheckStatus(check, site, State.Unknown, null, null, null);
        }

        var fresh = latest.Where(run => now - run.ReceivedAt <= check.SilentAfter).ToList();
        if (fresh.Count == 0)
        {
            return new CheckStatus(check, site, State.Unknown, Reasons.Silent, newest, newest.ReceivedAt);
        }

        var decisive = fresh.OrderBy(run => State.Rank(State.Of(run))).ToList();
        var worst = decisive.FirstOrDefault(run => run.Outcome != Outcome.Unknown) ?? decisive[0];
        var state = State.Of(worst);
        if (state == State.Down && fresh.Count(run => State.Of(run) == State.Down) < check.Quorum)
        {
            state = State.Degraded; // too few locations agree
        }

        return new CheckStatus(check, site, state, state == State.Up ? null : worst.Reason, newest, null);
    }
}
