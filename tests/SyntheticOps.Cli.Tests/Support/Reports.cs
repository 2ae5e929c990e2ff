using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>Reports of runs that never took place.</summary>
internal static class Reports
{
    public static RunReport Of(CheckResult result, string check = "home") => new()
    {
        RunId = "0123456789abcdef0123456789abcdef",
        Definition = new CheckDefinition
        {
            Name = check,
            Site = "shop",
            Type = "http",
            Every = TimeSpan.FromMinutes(1),
            Timeout = TimeSpan.FromSeconds(10),
            Confirm = new Confirmation(2, 2, TimeSpan.FromSeconds(5)),
        },
        Location = "local",
        Trigger = "manual",
        Attempt = 1,
        Result = result,
        StartedAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
        Duration = TimeSpan.FromMilliseconds(1250),
        Steps = [],
        Artifacts = [],
    };

    public static RunReport Of(Outcome outcome) => Of(new CheckResult { Outcome = outcome });
}
