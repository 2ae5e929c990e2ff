using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>Names the cause of a failing run: the same fault gives the same words, whichever check sees it.</summary>
internal static class Causes
{
    public static string Of(string scenario, RunFacts facts)
    {
        var run = facts.Run;
        var reason = run.Reason ?? "down";
        return scenario switch
        {
            ScenarioNames.Performance => $"{Reasons.TooSlow} {facts.Host}",
            ScenarioNames.DataLoss => $"{reason} {Subject(facts) ?? facts.Host}",
            ScenarioNames.Payment or ScenarioNames.Security => $"{reason} {run.FailedStep ?? facts.Host}",
            _ when run.FailedStep is { } step && reason is Reasons.StepFailed or Reasons.AssertionFailed or Reasons.Timeout => $"{reason} {step}",
            _ => $"{reason} {facts.Host}",
        };
    }

    /// <summary>A header or record that is wrong or has changed is one cause, whichever rule saw it.</summary>
    public static string OfFinding(Finding finding) => $"{Reasons.Finding} {SubjectOf(finding)}";

    /// <summary>Header names and record names do not mind case.</summary>
    public static string SubjectOf(Finding finding) =>
        finding.Subject.Length == 0 ? finding.Code : finding.Subject.ToLowerInvariant();

    private static string? Subject(RunFacts facts) =>
        facts.Run.Findings.FirstOrDefault(finding => finding.Severity == Severity.Error)?.Subject;
}
