using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>Something differs from the approved baseline, for the worse, in as many runs in a row as the check demands; one cause for each subject.</summary>
internal sealed class DriftRule : IDetectionRule
{
    public const string Name = "drift";

    /// <summary>Drift of severity info is an improvement.</summary>
    public static bool Counts(Finding finding) => finding is { Kind: FindingKind.Drift, Severity: not Severity.Info };

    public IEnumerable<Signal> Evaluate(CheckHistory history)
    {
        var open = history.Open.Where(feed => feed.Rule == Name).Select(feed => feed.Cause).ToList();
        var recent = history.Runs.Values.SelectMany(runs => runs).SelectMany(facts => facts.Run.Findings).Where(Counts).Select(Causes.OfFinding);
        foreach (var cause in open.Union(recent).Distinct().ToList())
        {
            var judgement = Confirming.Judge(history, facts => FindingVerdicts.Of(facts.Run, run => Find(run, cause) is not null));
            if (judgement.State == SignalState.Failing)
            {
                yield return Confirming.Signal(history, Name, ScenarioNames.Security, cause, judgement) with
                {
                    Title = Titles.OfFinding(Find(judgement.Newest.Run, cause)!, history.Check.Type),
                };
            }
            else if (open.Contains(cause))
            {
                yield return Confirming.Signal(history, Name, ScenarioNames.Security, cause, judgement);
            }
        }
    }

    private static Finding? Find(RunRecord run, string cause) =>
        run.Findings.FirstOrDefault(finding => Counts(finding) && Causes.OfFinding(finding) == cause);
}
