using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>The five states of a page, as `data-state` and in the order in which they matter.</summary>
public static class State
{
    public const string Down = "down";
    public const string Degraded = "degraded";
    public const string Unknown = "unknown";
    public const string Maintenance = "maintenance";
    public const string Up = "up";

    private static readonly string[] WorstFirst = [Down, Degraded, Unknown, Maintenance, Up];

    public static int Rank(string state) => Array.IndexOf(WorstFirst, state);

    public static string Worst(IEnumerable<string> states) => states.DefaultIfEmpty(Unknown).MinBy(Rank)!;

    public static string Of(Outcome outcome) => outcome switch
    {
        Outcome.Up => Up,
        Outcome.Degraded => Degraded,
        Outcome.Down => Down,
        _ => Unknown,
    };

    /// <summary>While the gateway shows its page, customers see that and not what the probe saw behind it.</summary>
    public static string Of(RunRecord run) => run.Maintenance ? Maintenance : Of(run.Outcome);

    /// <summary>What an incident says about its site: our own faults are unknown, slowness and minor ones degraded.</summary>
    public static string Of(Incident incident) => incident switch
    {
        { State: "resolved" } => Up,
        { Scenario: Scenarios.Monitoring } => Unknown,
        { Scenario: Scenarios.Performance } or { Severity: "minor" } => Degraded,
        { Scenario: Scenarios.Security, Severity: not "critical" } => Degraded,
        _ => Down,
    };

    public static string Of(Severity severity) => severity switch
    {
        Severity.Error => Down,
        Severity.Warning => Degraded,
        _ => Unknown,
    };
}
