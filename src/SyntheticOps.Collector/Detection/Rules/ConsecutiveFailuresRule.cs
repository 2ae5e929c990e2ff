using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>As many down runs in a row as the check's `confirm.failures`; header and certificate errors are counted for each subject.</summary>
internal sealed class ConsecutiveFailuresRule : IDetectionRule
{
    public const string Name = "consecutive-failures";

    private static readonly string[] Outcomes = [ScenarioNames.Downtime, ScenarioNames.Payment, ScenarioNames.DataLoss, ScenarioNames.Security];

    public IEnumerable<Signal> Evaluate(CheckHistory history) => history.Check.Heartbeat is not null ? [] :
        Outcomes.SelectMany(scenario => EvaluateOutcome(history, scenario)).Concat(EvaluateFindings(history));

    private static IEnumerable<Signal> EvaluateOutcome(CheckHistory history, string scenario)
    {
        // A row of failures keeps the cause under which it was opened: a shop that answers 502 and then not at all is down once.
        var open = history.Open.Where(feed => feed.Rule == Name && feed.Scenario == scenario && !IsFinding(feed.Cause)).ToList();
        var judgement = Confirming.Judge(history, facts => Judge(facts, history, scenario));
        if (judgement.State == SignalState.Failing)
        {
            var cause = open.Count > 0 ? open[0].Cause : Causes.Of(scenario, judgement.Newest);
            yield return Confirming.Signal(history, Name, scenario, cause, judgement) with { Title = Titles.Of(scenario, judgement.Newest) };
        }

        foreach (var feed in open.Skip(judgement.State == SignalState.Failing ? 1 : 0))
        {
            yield return Confirming.Signal(history, Name, scenario, feed.Cause, judgement with { State = judgement.State == SignalState.Failing ? SignalState.Undecided : judgement.State });
        }
    }

    private static Verdict Judge(RunFacts facts, CheckHistory history, string scenario)
    {
        var run = facts.Run;
        if (run.Outcome != Outcome.Down)
        {
            return run.Outcome == Outcome.Unknown ? Verdict.Neutral : Verdict.Good;
        }

        var seen = ScenarioMap.Of(facts, history.Check, history.SiteIsSlow);
        return seen switch
        {
            _ when Confirming.IsAnnounced(run) => Verdict.Neutral,
            ScenarioNames.Security when run.Reason != Reasons.Integrity => Verdict.Neutral,
            _ when seen == scenario => Verdict.Bad,
            // A customer who gets as far as paying is not stopped by downtime any more.
            ScenarioNames.Payment when scenario == ScenarioNames.Downtime => Verdict.Good,
            _ => Verdict.Neutral,
        };
    }

    private static IEnumerable<Signal> EvaluateFindings(CheckHistory history)
    {
        if (history.Check.Type is not ("headers" or "tls"))
        {
            yield break;
        }

        var open = history.Open.Where(feed => feed.Rule == Name && IsFinding(feed.Cause)).Select(feed => feed.Cause);
        var recent = history.Runs.Values.SelectMany(runs => runs).SelectMany(facts => Errors(facts.Run)).Select(Causes.OfFinding);
        foreach (var cause in open.Union(recent).Distinct().ToList())
        {
            var judgement = Confirming.Judge(history, facts => FindingVerdicts.Of(facts.Run, run => Errors(run).Any(finding => Causes.OfFinding(finding) == cause)));
            if (judgement.State == SignalState.Failing || history.Open.Any(feed => feed.Rule == Name && feed.Cause == cause))
            {
                yield return Complete(history, cause, judgement);
            }
        }
    }

    private static Signal Complete(CheckHistory history, string cause, Judgement judgement)
    {
        var signal = Confirming.Signal(history, Name, ScenarioNames.Security, cause, judgement);
        return judgement.State != SignalState.Failing ? signal : signal with
        {
            Title = Titles.OfFinding(Errors(judgement.Newest.Run).First(finding => Causes.OfFinding(finding) == cause), history.Check.Type),
        };
    }

    /// <summary>Errors of state. What has also changed against the baseline belongs to the drift rule.</summary>
    private static IEnumerable<Finding> Errors(RunRecord run) => run.Findings.Where(finding =>
        finding is { Severity: Severity.Error, Kind: FindingKind.State }
        && !run.Findings.Any(other => DriftRule.Counts(other) && Causes.SubjectOf(other) == Causes.SubjectOf(finding)));

    private static bool IsFinding(string cause) => cause.StartsWith(Reasons.Finding + " ", StringComparison.Ordinal);
}
