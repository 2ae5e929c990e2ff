using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>
/// Our own blindness, apart from the target's state: no run where one is expected, runs that could not tell, or too few
/// locations to decide. One silent location is one cause, however many checks it runs.
/// </summary>
internal sealed class SilenceRule : IDetectionRule
{
    public const string Name = "silence";

    public IEnumerable<Signal> Evaluate(CheckHistory history)
    {
        if (history.Check.Heartbeat is not null)
        {
            return [];
        }

        var found = history.Site.Locations.SelectMany(location => AtLocation(history, location)).Concat(Quorum(history)).ToList();
        var known = found.Select(signal => signal.Cause).ToHashSet();
        // What nothing above speaks of, such as a location that was taken out of the configuration, is over.
        var gone = history.Open.Where(feed => feed.Rule == Name && !known.Contains(feed.Cause))
            .Select(feed => Of(history, feed.Cause, SignalState.Recovered));
        return found.Concat(gone);
    }

    private static IEnumerable<Signal> AtLocation(CheckHistory history, string location)
    {
        var runs = history.Runs.GetValueOrDefault(location) ?? [];
        var silent = $"{Reasons.Silent} {location}";
        var last = runs.Count > 0 ? runs[0].Run.EndedAt : DateTimeOffset.MinValue;
        var since = last > history.WatchingSince ? last : history.WatchingSince;
        if (history.Now - since > history.Check.SilentAfter)
        {
            yield return Of(history, silent, SignalState.Failing) with
            {
                Title = Titles.Silent(location),
                FirstFailureAt = since,
                NewestAt = history.Now,
            };
        }
        else if (IsOpen(history, silent))
        {
            // After a restart of ours nothing is silent yet, and nothing has come back either.
            yield return Of(history, silent, history.Now - last <= history.Check.SilentAfter ? SignalState.Recovered : SignalState.Undecided);
        }

        foreach (var signal in CannotTell(history, location, runs).Concat(Degraded(history, location, runs)))
        {
            yield return signal;
        }
    }

    /// <summary>The location's own network is dead: one cause, however many checks see it.</summary>
    private static IEnumerable<Signal> Degraded(CheckHistory history, string location, IReadOnlyList<RunFacts> runs)
    {
        var cause = $"{Reasons.ProbeDegraded} {location}";
        var row = Blindness.Row(runs);
        if (row.Count >= history.Check.Confirm.Failures && row[0].Run.EndedAt >= history.LateBefore && Blindness.IsBlind(history, location, row))
        {
            yield return Of(history, cause, SignalState.Failing) with
            {
                Title = Titles.Degraded(location),
                FirstFailureAt = row[^1].Run.StartedAt,
                NewestAt = row[0].Run.StartedAt,
                Runs = [.. row.Select(facts => facts.Run).Reverse()],
            };
        }
        else if (IsOpen(history, cause))
        {
            yield return Of(history, cause, runs.Count > 0 && row.Count == 0 ? SignalState.Recovered : SignalState.Undecided);
        }
    }

    private static IEnumerable<Signal> CannotTell(CheckHistory history, string location, IReadOnlyList<RunFacts> runs)
    {
        var confirm = history.Check.Confirm;
        var unknown = runs.TakeWhile(facts => facts.Run.Outcome == Outcome.Unknown).ToList();
        var known = runs.TakeWhile(facts => facts.Run.Outcome != Outcome.Unknown).Count();
        var open = history.Open.Where(feed => feed.Rule == Name && feed.Check == history.Check.Name && IsUnknownAt(feed.Cause, location)).ToList();
        var blind = Blindness.IsBlind(history, location, Blindness.Row(runs));
        var failing = unknown.Count >= confirm.Failures && unknown[0].Run.EndedAt >= history.LateBefore && !blind;
        if (failing)
        {
            var cause = open.Count > 0 ? open[0].Cause : $"{unknown[0].Run.Reason ?? Reasons.ProbeError} {location}";
            yield return Of(history, cause, SignalState.Failing) with
            {
                Title = Titles.Unknown(history.Check.Name, location),
                FirstFailureAt = unknown[^1].Run.StartedAt,
                NewestAt = unknown[0].Run.StartedAt,
                Runs = [.. unknown.Select(facts => facts.Run).Reverse()],
            };
        }

        foreach (var feed in open.Skip(failing ? 1 : 0))
        {
            yield return Of(history, feed.Cause, known >= confirm.Successes ? SignalState.Recovered : SignalState.Undecided);
        }
    }

    private static IEnumerable<Signal> Quorum(CheckHistory history)
    {
        var voters = history.Runs.Values.Count(runs => runs.Count > 0 && runs[0].Run.Outcome != Outcome.Unknown && runs[0].Run.EndedAt >= history.Now - history.Check.SilentAfter);
        var cause = $"{Reasons.NoQuorum} {history.Check.Name}";
        if (voters > 0 && voters < history.Check.Quorum && history.Now - history.WatchingSince > history.Check.SilentAfter)
        {
            yield return Of(history, cause, SignalState.Failing) with
            {
                Title = Titles.NoQuorum(history.Check.Name),
                FirstFailureAt = history.Now,
                NewestAt = history.Now,
            };
        }
        else if (IsOpen(history, cause))
        {
            yield return Of(history, cause, voters >= history.Check.Quorum ? SignalState.Recovered : SignalState.Undecided);
        }
    }

    private static bool IsUnknownAt(string cause, string location) =>
        cause.EndsWith(" " + location, StringComparison.Ordinal)
        && !cause.StartsWith(Reasons.Silent + " ", StringComparison.Ordinal)
        && !cause.StartsWith(Reasons.ProbeDegraded + " ", StringComparison.Ordinal)
        && !cause.StartsWith(Reasons.NoQuorum + " ", StringComparison.Ordinal);

    private static bool IsOpen(CheckHistory history, string cause) => history.Open.Any(feed => feed.Rule == Name && feed.Cause == cause);

    private static Signal Of(CheckHistory history, string cause, SignalState state) => new()
    {
        Rule = Name,
        Site = history.Site.Name,
        Check = history.Check.Name,
        Scenario = ScenarioNames.Monitoring,
        Cause = cause,
        State = state,
    };
}
