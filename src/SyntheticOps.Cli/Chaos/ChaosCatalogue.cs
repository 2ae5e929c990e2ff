using SyntheticOps.Cli.Chaos.Scenarios;

namespace SyntheticOps.Cli.Chaos;

/// <summary>Every scenario, in the order of `synops chaos all`.</summary>
internal static class ChaosCatalogue
{
    public static IReadOnlyList<ChaosScenario> All { get; } =
    [
        new HostilePagesScenario(), new KilledBrowserScenario(), new SteadyRunsScenario(), new DeliveryScenario(), new ScheduleScenario(), new DnsPacketsScenario(),
    ];
}
