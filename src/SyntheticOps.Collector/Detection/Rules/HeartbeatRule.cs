using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>A job that did not report in time, or that reported its failure; one cause for both. The check's own `scenario` says what it means, else monitoring.</summary>
internal sealed class HeartbeatRule : IDetectionRule
{
    public const string Name = "heartbeat";

    public IEnumerable<Signal> Evaluate(CheckHistory history)
    {
        if (history.Check.Heartbeat is not { } terms)
        {
            yield break;
        }

        // By their end: a run that lasted long began before others that are over.
        var runs = history.Runs.Values.SelectMany(each => each).OrderByDescending(facts => facts.Run.EndedAt).ToList();
        var overdue = history.Now > Due(history, terms, runs);
        var failed = runs.TakeWhile(facts => facts.Run.Outcome == Outcome.Down).ToList();
        var failing = overdue || failed.Count >= history.Check.Confirm.Failures;
        var open = history.Open.Where(feed => feed.Rule == Name).ToList();
        if (failing)
        {
            yield return Failing(history, open.FirstOrDefault(), overdue, runs, failed);
        }

        var recovered = !failing && runs.TakeWhile(facts => facts.Run.Outcome is Outcome.Up or Outcome.Degraded).Count() >= history.Check.Confirm.Successes;
        foreach (var feed in open.Skip(failing ? 1 : 0))
        {
            yield return Of(history, feed.Scenario, feed.Cause, recovered ? SignalState.Recovered : SignalState.Undecided);
        }
    }

    /// <summary>The last moment that is still in time. A report may have been lost while we did not run, so after our start it has at least the grace.</summary>
    private static DateTimeOffset Due(CheckHistory history, HeartbeatTerms terms, List<RunFacts> runs)
    {
        if (runs.Count == 0)
        {
            return history.WatchingSince + history.Check.SilentAfter;
        }

        var due = runs[0].Run.EndedAt + history.Check.SilentAfter;
        var afterStart = history.WatchingSince + terms.Grace;
        return due > afterStart ? due : afterStart;
    }

    private static Signal Failing(CheckHistory history, Feed? open, bool overdue, List<RunFacts> runs, List<RunFacts> failed)
    {
        var check = history.Check.Name;
        var scenario = open?.Scenario ?? history.Check.Scenario?.Scenario ?? ScenarioNames.Monitoring;
        if (overdue)
        {
            var expected = (runs.Count > 0 ? runs[0].Run.EndedAt : history.WatchingSince) + history.Check.Every;
            return Of(history, scenario, open?.Cause ?? $"{Reasons.Silent} {check}", SignalState.Failing) with
            {
                Title = Titles.HeartbeatMissing(check),
                FirstFailureAt = expected,
                NewestAt = history.Now,
            };
        }

        return Of(history, scenario, open?.Cause ?? $"{failed[0].Run.Reason ?? Reasons.StepFailed} {check}", SignalState.Failing) with
        {
            Title = Titles.HeartbeatFailed(check),
            FirstFailureAt = failed[^1].Run.StartedAt,
            NewestAt = failed[0].Run.EndedAt,
            Runs = [.. failed.Select(facts => facts.Run).Reverse()],
        };
    }

    private static Signal Of(CheckHistory history, string scenario, string cause, SignalState state) => new()
    {
        Rule = Name,
        Site = history.Site.Name,
        Check = history.Check.Name,
        Scenario = scenario,
        Cause = cause,
        State = state,
    };
}
