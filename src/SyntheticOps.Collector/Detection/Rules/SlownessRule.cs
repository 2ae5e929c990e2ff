using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>Too slow in a row; also timeouts while the site's other checks are answered slowly. One slow host is one cause.</summary>
internal sealed class SlownessRule : IDetectionRule
{
    public const string Name = "slowness";

    public IEnumerable<Signal> Evaluate(CheckHistory history)
    {
        var open = history.Open.Where(feed => feed.Rule == Name).ToList();
        var judgement = Confirming.Judge(history, facts => Judge(facts, history));
        if (judgement.State == SignalState.Failing)
        {
            var cause = open.Count > 0 ? open[0].Cause : Causes.Of(ScenarioNames.Performance, judgement.Newest);
            yield return Confirming.Signal(history, Name, ScenarioNames.Performance, cause, judgement) with
            {
                Title = Titles.Of(ScenarioNames.Performance, judgement.Newest),
            };
        }
        else if (open.Count > 0)
        {
            yield return Confirming.Signal(history, Name, ScenarioNames.Performance, open[0].Cause, judgement);
        }
    }

    private static Verdict Judge(RunFacts facts, CheckHistory history)
    {
        var slow = ScenarioMap.Of(facts, history.Check, history.SiteIsSlow) == ScenarioNames.Performance;
        return facts.Run.Outcome switch
        {
            _ when slow => Confirming.IsAnnounced(facts.Run) ? Verdict.Neutral : Verdict.Bad,
            Outcome.Up or Outcome.Degraded => Verdict.Good,
            _ => Verdict.Neutral,
        };
    }
}
