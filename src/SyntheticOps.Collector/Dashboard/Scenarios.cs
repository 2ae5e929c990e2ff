using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>The five scenarios, our own sixth, and which checks watch for which.</summary>
public static class Scenarios
{
    public const string Downtime = "downtime";
    public const string Payment = "payment";
    public const string DataLoss = "data-loss";
    public const string Security = "security";
    public const string Performance = "performance";
    public const string Monitoring = "monitoring";

    public static IReadOnlyList<string> All { get; } = [Downtime, Payment, DataLoss, Security, Performance];

    /// <summary>Whether a failure of the check could open an incident of the scenario (contracts.md section 3).</summary>
    public static bool Watches(CheckDefinition check, string scenario) => scenario switch
    {
        Downtime => check.Type is "http" or "journey",
        Payment => check.Type is "webhook" or "stripe" || check is { Type: "journey", Scenario.Scenario: Payment },
        DataLoss => check.Type is "data",
        Security => check.Type is "headers" or "tls" or "dns",
        Performance => check.Type is "http" or "journey",
        _ => false,
    };
}
