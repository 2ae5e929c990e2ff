using SyntheticOps.Collector.Alerting;

namespace SyntheticOps.Collector.Tests.Alerting;

/// <summary>Alerts to start from.</summary>
internal static class Alerts
{
    public static readonly Alert Opened = new()
    {
        Incident = "INC-1",
        Transition = "opened",
        Site = "shop",
        SiteName = "The shop",
        Scenario = "downtime",
        Cause = "timeout shop.example",
        Severity = "critical",
        Title = "Customers cannot reach the shop",
        At = new DateTimeOffset(2025, 11, 24, 8, 0, 0, TimeSpan.Zero),
        OpenedAt = new DateTimeOffset(2025, 11, 24, 8, 0, 0, TimeSpan.Zero),
        FirstFailureAt = new DateTimeOffset(2025, 11, 24, 7, 59, 0, TimeSpan.Zero),
    };
}
