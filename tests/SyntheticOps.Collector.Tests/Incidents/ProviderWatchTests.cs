using SyntheticOps.Collector.Dashboard.Incidents;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

public sealed class ProviderWatchTests
{
    private const string Checks = "  home: {http: {path: /}}\n  vercel: {provider: {status-page: \"https://status.example\"}}";

    [Fact]
    public async Task Report_WhileAnIncidentGoesOn_BecomesItsEvidenceAndOpensNoneOfItsOwn()
    {
        using var collector = new RunningCollector(checks: Checks);
        await collector.RunAsync("vercel", Outcome.Up, type: "provider", events: Reported("identified"));
        (await collector.AllAsync()).ShouldBeEmpty();

        await BreakAsync(collector);
        var evidence = (await collector.AllAsync()).Single().Evidence.Single(item => item.Kind == "provider");

        (evidence.Ref, evidence.Text).ShouldBe(("https://stspg.io/x", "Vercel reports: Elevated errors (impact major, identified)."));
        evidence.In(IncidentWords.Culture("fr")).ShouldBe("Vercel signale : Elevated errors (impact majeur, identified).");
        EvidenceLink.Of(evidence).ShouldBe("https://stspg.io/x");
    }

    [Fact]
    public async Task Report_AfterTheIncidentOpened_IsAddedRewordedAndKept()
    {
        using var collector = new RunningCollector(checks: Checks);
        await BreakAsync(collector);
        (await collector.AllAsync()).Single().Evidence.ShouldNotContain(item => item.Kind == "provider");

        await collector.RunAsync("vercel", Outcome.Up, type: "provider", events: Reported("identified"));
        await collector.RunAsync("vercel", Outcome.Up, type: "provider", events: Reported("monitoring"));
        await collector.RunAsync("vercel", Outcome.Up, type: "provider");

        var incident = (await collector.AllAsync()).Single();
        incident.Evidence.Single(item => item.Kind == "provider").Text.ShouldBe("Vercel reports: Elevated errors (impact major, monitoring).");
        incident.Timeline.Count(entry => entry.Actor == "rule:provider").ShouldBe(1);
    }

    [Fact]
    public async Task Report_OldOrOfAnotherSite_IsNoEvidence()
    {
        using var collector = new RunningCollector(checks: Checks);
        await collector.RunAsync("vercel", Outcome.Up, type: "provider", events: Reported("identified"));
        collector.Clock.Advance(TimeSpan.FromMinutes(5));

        await BreakAsync(collector);

        (await collector.AllAsync()).Single(incident => incident.Scenario == "downtime").Evidence.ShouldNotContain(item => item.Kind == "provider");
    }

    [Fact]
    public async Task DownAsConfigured_IsAnIncidentOfItsOwn()
    {
        using var collector = new RunningCollector(checks: Checks + "\n  stripe: {provider: {status-page: \"https://stripe.example\"}, scenario: payment}");
        for (var run = 0; run < 2; run++)
        {
            await collector.RunAsync("stripe", Outcome.Down, Reasons.AssertionFailed, type: "provider", events: Reported("identified"));
        }

        (await collector.AllAsync()).Single().Scenario.ShouldBe("payment");
    }

    private static async Task BreakAsync(RunningCollector collector)
    {
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
    }

    private static SpanEventRecord Reported(string state) => new(SyntheticTelemetry.Events.Finding, 1, new AttributeSet(new Dictionary<string, object>
    {
        [SyntheticTelemetry.Attributes.FindingCode] = "provider-incident",
        [SyntheticTelemetry.Attributes.FindingSeverity] = "warning",
        [SyntheticTelemetry.Attributes.FindingKind] = "state",
        [SyntheticTelemetry.Attributes.FindingSubject] = "Vercel: Elevated errors",
        [SyntheticTelemetry.Attributes.FindingArgs] = (IReadOnlyList<string>)["Vercel", "major", state, "https://stspg.io/x"],
        [SyntheticTelemetry.Attributes.FindingText] = $"Vercel reports: Elevated errors (impact major, {state}).",
    }));
}
