using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>PRB-17: a location whose own network is dead is one incident of ours and none of the fifty hosts it watches.</summary>
public sealed class DeadNetworkTests
{
    private const int Targets = 50;

    private int _spans;

    [Theory]
    [InlineData(Outcome.Down, Reasons.ConnectionError)]
    [InlineData(Outcome.Down, Reasons.Timeout)]
    [InlineData(Outcome.Unknown, Reasons.ResolverError)]
    public async Task Run_FiftyTargetsUnreachedFromOneOfTwoLocations_IsOneIncidentOfOurs(Outcome outcome, string reason)
    {
        using var collector = Collector();
        await RoundAsync(collector, "paris", Outcome.Up, null);
        await RoundAsync(collector, "local", Outcome.Up, null);

        for (var round = 0; round < 3; round++)
        {
            await RoundAsync(collector, "paris", Outcome.Up, null);
            await RoundAsync(collector, "local", outcome, reason);
        }

        var incident = (await collector.AllAsync()).ShouldHaveSingleItem();
        (incident.Scenario, incident.Cause, incident.State).ShouldBe(("monitoring", "probe_degraded local", "open"));

        for (var round = 0; round < 2; round++)
        {
            await RoundAsync(collector, "local", Outcome.Up, null);
            await RoundAsync(collector, "paris", Outcome.Up, null);
        }

        (await collector.AllAsync()).ShouldHaveSingleItem().State.ShouldBe("resolved");
    }

    /// <summary>What both locations see is the shop's, and so is one host of many.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Run_DownEverywhereOrOneHostOnly_IsTheSites(bool everywhere)
    {
        using var collector = Collector();
        await RoundAsync(collector, "paris", Outcome.Up, null);
        await RoundAsync(collector, "local", Outcome.Up, null);
        for (var round = 0; round < 3; round++)
        {
            await RoundAsync(collector, "paris", everywhere ? Outcome.Down : Outcome.Up, Reasons.ConnectionError, everywhere ? Targets : 0);
            await RoundAsync(collector, "local", Outcome.Down, Reasons.ConnectionError, everywhere ? Targets : 1);
        }

        var open = await collector.AllAsync();
        open.ShouldAllBe(incident => incident.Scenario == "downtime");
        open.Count.ShouldBe(everywhere ? open.Count : 1);
        open.ShouldNotBeEmpty();
    }

    private static RunningCollector Collector() => new(
        checks: string.Join('\n', Enumerable.Range(0, Targets).Select(i => string.Create(CultureInfo.InvariantCulture, $"  c{i}: {{http: {{path: /}}}}"))), locations: "local, paris");

    /// <summary>Every check once at that location, 5 s after the last round; the first so many have that outcome, the rest are up. Looked at after every tenth.</summary>
    private async Task RoundAsync(RunningCollector collector, string location, Outcome outcome, string? reason, int failing = Targets)
    {
        collector.Clock.Advance(TimeSpan.FromSeconds(5));
        foreach (var part in Enumerable.Range(0, Targets).Chunk(10))
        {
            await collector.AppendAsync([.. part.Select(i => Run(collector, i, location, i < failing ? outcome : Outcome.Up, reason))]);
            await collector.LookAsync();
        }
    }

    private SpanRecord Run(RunningCollector collector, int target, string location, Outcome outcome, string? reason)
    {
        var run = Samples.Run(++_spans, string.Create(CultureInfo.InvariantCulture, $"c{target}"), outcome, collector.Clock.GetUtcNow().AddSeconds(-1), 1);
        var attributes = new Dictionary<string, object>(run.Attributes)
        {
            [SyntheticTelemetry.Attributes.SiteName] = "shop",
            [SyntheticTelemetry.Attributes.ServerAddress] = string.Create(CultureInfo.InvariantCulture, $"h{target}.example"),
        };
        if (outcome != Outcome.Up)
        {
            attributes[SyntheticTelemetry.Attributes.OutcomeReason] = reason!;
        }

        return run with { Location = location, Attributes = new AttributeSet(attributes) };
    }
}
