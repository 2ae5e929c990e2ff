using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>What a run that is not well means for the shop; contracts.md section 3, first match wins.</summary>
internal static class ScenarioMap
{
    /// <summary>A webhook check makes an order first; a shop that takes none is down for everybody, not for payments alone.</summary>
    private const string OrderStep = "order";

    /// <summary>
    /// The scenario; null for a run that harms nobody. An unknown run is looked at first, because our own faults are never
    /// the target's, whatever the type of the check.
    /// </summary>
    public static string? Of(RunFacts facts, CheckDefinition check, bool siteIsSlow)
    {
        var run = facts.Run;
        if (run.Outcome == Outcome.Unknown)
        {
            return ScenarioNames.Monitoring;
        }

        if (check.Heartbeat is not null)
        {
            // Its own rule speaks of it: a job that failed is not the shop's downtime.
            return null;
        }

        var down = run.Outcome == Outcome.Down;
        return run switch
        {
            _ when down && run.Type == "provider" => check.Scenario?.Scenario ?? ScenarioNames.Downtime,
            _ when HasDrift(run) || HasHeaderError(run) || run.Reason == Reasons.Integrity => ScenarioNames.Security,
            _ when down && (run.Type == "data" || run.Reason == Reasons.DataMissing) => ScenarioNames.DataLoss,
            _ when down && (run.Type == "stripe" || (run.Type == "webhook" && run.FailedStep != OrderStep) || FailsAtPayment(facts, check.Scenario)) => ScenarioNames.Payment,
            _ when run.Reason == Reasons.TooSlow || (down && run.Reason == Reasons.Timeout && siteIsSlow) => ScenarioNames.Performance,
            _ when down => ScenarioNames.Downtime,
            _ => null,
        };
    }

    /// <summary>A change for the worse: an improvement is reported with severity info.</summary>
    private static bool HasDrift(RunRecord run) =>
        run.Findings.Any(finding => finding.Kind == FindingKind.Drift && finding.Severity != Severity.Info);

    private static bool HasHeaderError(RunRecord run) =>
        run.Type is "headers" or "tls" && run.Findings.Any(finding => finding.Severity == Severity.Error);

    /// <summary>The failing step is the named one, or the run had already begun the named one before it.</summary>
    private static bool FailsAtPayment(RunFacts facts, ScenarioHint? hint)
    {
        if (hint?.Scenario != ScenarioNames.Payment || facts.Run.FailedStep is not { } failed)
        {
            return false;
        }

        var named = facts.Steps.FirstOrDefault(step => step.Name == hint.Step);
        var failing = facts.Steps.FirstOrDefault(step => step.Name == failed);
        return failed == hint.Step || (named is not null && failing is not null && named.Index <= failing.Index);
    }
}
