using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>What happens to customers, as a code; its words stand in Incidents/IncidentWords.resx under `title.CODE`.</summary>
internal static class Titles
{
    public static Title Of(string scenario, RunFacts facts)
    {
        var run = facts.Run;
        return scenario switch
        {
            ScenarioNames.Performance when facts.SlowStep is { } step => new("slow-step", [step.Name, run.Check], Severities.Major),
            ScenarioNames.Performance => new("slow-check", [run.Check, facts.Host], Severities.Major),
            ScenarioNames.Payment when run.FailedStep is { } step => new("payment-step", [step], Severities.Critical),
            ScenarioNames.Payment => new("payment-check", [run.Check], Severities.Critical),
            ScenarioNames.DataLoss => new("data-missing", [run.Check], Severities.Critical),
            ScenarioNames.Security => new("integrity", [run.FailedStep ?? facts.Host], Severities.Critical),
            _ when run.FailedStep is { } step => new("down-step", [step], Severities.Critical),
            _ => Unreachable(run.Reason, run.Check, facts.Host),
        };
    }

    public static Title OfFinding(Finding finding, string type) => (finding.Kind, type) switch
    {
        (FindingKind.Drift, _) => new("changed", [Causes.SubjectOf(finding)], SeverityOf(finding)),
        (_, "tls") => new("certificate", [Causes.SubjectOf(finding)], Severities.Major),
        _ => new("unprotected", [Causes.SubjectOf(finding)], SeverityOf(finding)),
    };

    public static Title Silent(string location) => new("silent", [location], Severities.Minor);

    public static Title Degraded(string location) => new("probe-degraded", [location], Severities.Minor);

    public static Title HeartbeatMissing(string check) => new("heartbeat-missing", [check], Severities.Major);

    public static Title HeartbeatFailed(string check) => new("heartbeat-failed", [check], Severities.Major);

    public static Title NoQuorum(string check) => new("no-quorum", [check], Severities.Minor);

    public static Title Unknown(string check, string location) => new("cannot-tell", [check, location], Severities.Minor);

    private static Title Unreachable(string? reason, string check, string host) => reason switch
    {
        Reasons.NameResolutionError or Reasons.ConnectionError or Reasons.Timeout or Reasons.ResponseEnded => new("unreachable", [host], Severities.Critical),
        Reasons.SecureConnectionError => new("insecure-connection", [host], Severities.Critical),
        _ => new("errors", [host, check], Severities.Critical),
    };

    private static string SeverityOf(Finding finding) => finding.Severity == Severity.Error ? Severities.Major : Severities.Minor;
}
