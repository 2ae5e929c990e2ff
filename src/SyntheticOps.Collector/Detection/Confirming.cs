using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>How one run bears on one cause.</summary>
internal enum Verdict
{
    /// <summary>Says nothing about it, and interrupts no row: our own fault, or announced maintenance.</summary>
    Neutral,
    Bad,
    Good,
}

/// <summary>What the locations agree on, and the bad runs of those that are failing, oldest first.</summary>
internal sealed record Judgement(SignalState State, IReadOnlyList<RunFacts> Bad)
{
    public RunFacts Newest => Bad[^1];
}

/// <summary>Counts runs in a row at each location and lets the locations vote.</summary>
internal static class Confirming
{
    public static Judgement Judge(CheckHistory history, Func<RunFacts, Verdict> verdict)
    {
        var confirm = history.Check.Confirm;
        int failing = 0, good = 0, notGood = 0;
        var bad = new List<RunFacts>();
        foreach (var (location, runs) in history.Runs.Where(known => Votes(known.Value, history)))
        {
            var judged = runs.Select(run => (Run: run, Verdict: verdict(run))).Where(item => item.Verdict != Verdict.Neutral).ToList();
            if (Blindness.IsBlind(history, location, Blindness.Row(runs)))
            {
                continue;
            }

            var badTail = judged.TakeWhile(item => item.Verdict == Verdict.Bad).Select(item => item.Run).ToList();
            if (badTail.Count >= confirm.Failures && badTail[0].Run.EndedAt >= history.LateBefore)
            {
                failing++;
                bad.AddRange(badTail);
            }

            if (judged.TakeWhile(item => item.Verdict == Verdict.Good).Count() >= confirm.Successes)
            {
                good++;
            }
            else
            {
                notGood++;
            }
        }

        var quorum = history.Check.Quorum;
        var state = failing >= quorum ? SignalState.Failing
            : good >= quorum && notGood < quorum ? SignalState.Recovered
            : SignalState.Undecided;
        return new Judgement(state, state == SignalState.Failing ? [.. bad.OrderBy(run => run.Run.StartedAt)] : []);
    }

    /// <summary>A location whose newest run is late does not vote.</summary>
    private static bool Votes(IReadOnlyList<RunFacts> runs, CheckHistory history) =>
        runs.Count > 0 && runs[0].Run.EndedAt >= history.LateBefore;

    /// <summary>A failing signal of that judgement, to be completed by the rule.</summary>
    public static Signal Signal(CheckHistory history, string rule, string scenario, string cause, Judgement judgement)
    {
        var signal = new Signal
        {
            Rule = rule,
            Site = history.Site.Name,
            Check = history.Check.Name,
            Scenario = scenario,
            Cause = cause,
            State = judgement.State,
        };
        return judgement.State != SignalState.Failing ? signal : signal with
        {
            Host = judgement.Newest.Host,
            FromJourney = history.Check.Type == "journey",
            FirstFailureAt = judgement.Bad[0].Run.StartedAt,
            NewestAt = judgement.Newest.Run.StartedAt,
            Runs = [.. judgement.Bad.Select(facts => facts.Run).DistinctBy(run => run.RunId)],
        };
    }

    /// <summary>Whether a failing run was announced: those neither open nor feed an incident.</summary>
    public static bool IsAnnounced(RunRecord run) => run.Maintenance;
}
