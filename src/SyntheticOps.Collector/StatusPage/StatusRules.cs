using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Dashboard;
using SyntheticOps.Collector.Dashboard.Watch;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.StatusPage;

/// <summary>What of the board becomes public, and as what. Pure.</summary>
internal static class StatusRules
{
    /// <summary>Components of a shop and the scenarios that disturb them. Security and our own faults are not for the public.</summary>
    public static IReadOnlyList<(string Key, string[] Scenarios)> Components { get; } =
    [
        ("shop", [Scenarios.Downtime, Scenarios.Performance]),
        ("payment", [Scenarios.Payment]),
        ("catalogue", [Scenarios.DataLoss]),
    ];

    public static bool IsPublic(Incident incident, string site) =>
        incident.Site == site && incident.Drill is null && Components.Any(component => component.Scenarios.Contains(incident.Scenario));

    public static bool Feeds(CheckDefinition check, string key) =>
        Components.Single(component => component.Key == key).Scenarios.Any(scenario => Scenarios.Watches(check, scenario));

    /// <summary>Only confirmed incidents disturb; without any fresh run nobody knows; a maintenance page is a maintenance.</summary>
    public static string StateOf(string key, IReadOnlyList<CheckStatus> checks, IReadOnlyList<Incident> open)
    {
        var scenarios = Components.Single(component => component.Key == key).Scenarios;
        var disturbing = open.Where(incident => scenarios.Contains(incident.Scenario)).Select(State.Of).ToList();
        return checks.Any(status => status.State == State.Maintenance) ? State.Maintenance
            : disturbing.Count > 0 ? State.Worst(disturbing)
            : checks.All(status => status.State == State.Unknown) ? State.Unknown
            : State.Up;
    }

    /// <summary>Nothing arrived for longer than the most patient check of the site allows.</summary>
    public static bool IsStale(IReadOnlyList<CheckStatus> checks, DateTimeOffset? measuredAt, DateTimeOffset now) =>
        measuredAt is null || checks.Count == 0 || now - measuredAt > checks.Max(status => status.Check.SilentAfter);
}
