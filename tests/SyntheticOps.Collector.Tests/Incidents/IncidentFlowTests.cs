using System.Globalization;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.Collector.Tests.Storage;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Tests.Incidents;

/// <summary>From committed runs to incidents, on the real store.</summary>
public sealed class IncidentFlowTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Downtime_OpensAfterTwoFailures_ResolvesAfterTwoSuccesses()
    {
        using var collector = new RunningCollector();
        await collector.RunAsync("home", Outcome.Up);
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        (await collector.AllAsync()).ShouldBeEmpty();

        var run = await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        var open = (await collector.AllAsync()).Single();
        open.State.ShouldBe("open");
        open.Scenario.ShouldBe("downtime");
        open.Cause.ShouldBe("response_status shop.example");
        open.Runs.Count.ShouldBe(2);
        open.Evidence.ShouldContain(item => item.Kind == "run" && item.Ref == run);

        await collector.RunAsync("home", Outcome.Up);
        (await collector.AllAsync()).Single().State.ShouldBe("open");
        await collector.RunAsync("home", Outcome.Up);
        var resolved = (await collector.AllAsync()).Single();
        resolved.State.ShouldBe("resolved");
        resolved.ResolvedAt.ShouldBe(collector.Clock.GetUtcNow());
        resolved.Timeline.Select(entry => entry.Code).ShouldBe(["first-failure", "opened", "resolved"]);
    }

    [Fact]
    public async Task Recurrence_WithinTenMinutes_ReopensTheSameIncident()
    {
        using var collector = new RunningCollector();
        await BreakAsync(collector);
        await MendAsync(collector);

        await BreakAsync(collector);
        (await collector.AllAsync()).Single().Timeline[^1].Code.ShouldBe("reopened");
        await MendAsync(collector);
        collector.Clock.Advance(TimeSpan.FromMinutes(11));
        await BreakAsync(collector);

        (await collector.AllAsync()).Select(incident => incident.Id).ShouldBe(["INC-2", "INC-1"]);
    }

    [Fact]
    public async Task ClosedByAPerson_ComesBackOnlyWithANewFailure()
    {
        using var collector = new RunningCollector();
        await BreakAsync(collector);

        (await collector.Actions.ResolveAsync("INC-1", "user:anna", "repaired", Token)).ShouldBeTrue();
        await collector.LookAsync();
        (await collector.AllAsync()).Single().State.ShouldBe("resolved");

        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        (await collector.AllAsync()).Single().State.ShouldBe("open");
    }

    [Fact]
    public async Task Actions_KeepTheirOrderAndSayNoWhenTooLate()
    {
        using var collector = new RunningCollector();
        await BreakAsync(collector);

        (await collector.Actions.AcknowledgeAsync("INC-1", "user:anna", Token)).ShouldBeTrue();
        (await collector.Actions.AcknowledgeAsync("INC-1", "user:bea", Token)).ShouldBeFalse();
        (await collector.Actions.AddNoteAsync("inc-1", "user:bea", "looking", Token)).ShouldBeTrue();
        (await collector.Actions.AddNoteAsync("INC-9", "user:bea", "looking", Token)).ShouldBeFalse();
        var incident = (await collector.Incidents.GetAsync("INC-1", Token))!;
        incident.State.ShouldBe("acknowledged");
        incident.AcknowledgedBy.ShouldBe("user:anna");
        incident.Timeline.Select(entry => entry.Code).ShouldBe(["first-failure", "opened", "acknowledged", "note"]);
        await MendAsync(collector);
        (await collector.Actions.ResolveAsync("INC-1", "user:anna", null, Token)).ShouldBeFalse();
    }

    [Fact]
    public async Task Restart_OfFiftyOpenIncidents_ReopensAndTellsNothing()
    {
        var checks = string.Join('\n', Enumerable.Range(0, 50).Select(number => string.Create(CultureInfo.InvariantCulture, $"  c{number}: {{http: {{path: /}}, confirm: {{failures: 1}}}}")));
        using var collector = new RunningCollector("channels: {ops: {webhook: \"https://hooks.example/x\"}}", checks: checks);
        var root = Samples.Run(1);
        await collector.AppendAsync([.. Enumerable.Range(0, 50).Select(number => Samples.Run(number + 1, $"c{number}", Outcome.Down, collector.Clock.GetUtcNow()) with
        {
            Attributes = new AttributeSet(new Dictionary<string, object>(root.Attributes)
            {
                [SyntheticTelemetry.Attributes.SiteName] = "shop",
                [SyntheticTelemetry.Attributes.CheckName] = string.Create(CultureInfo.InvariantCulture, $"c{number}"),
                [SyntheticTelemetry.Attributes.Outcome] = "down",
                [SyntheticTelemetry.Attributes.OutcomeReason] = Reasons.DataMissing,
                [SyntheticTelemetry.Attributes.ServerAddress] = string.Create(CultureInfo.InvariantCulture, $"h{number}"),
            }),
        })]);
        await collector.LookAsync();
        var before = await FiftyAsync(collector);

        for (var restart = 0; restart < 3; restart++)
        {
            collector.Restart();
            await collector.LookAsync();
        }

        before.Count.ShouldBe(50);
        var after = await FiftyAsync(collector);
        after.Select(incident => (incident.Id, incident.Timeline.Count, incident.Notifications.Single().DeliveryId))
            .ShouldBe(before.Select(incident => (incident.Id, incident.Timeline.Count, incident.Notifications.Single().DeliveryId)));
    }

    [Fact]
    public async Task LateFailures_ThatHadRecovered_OpenNothing()
    {
        using var collector = new RunningCollector();
        var past = collector.Clock.GetUtcNow().AddHours(-2);
        await collector.AppendAsync(Samples.Run(900, "home", Outcome.Down, past), Samples.Run(901, "home", Outcome.Down, past.AddSeconds(5)));
        await collector.RunAsync("home", Outcome.Up);

        (await collector.AllAsync()).ShouldBeEmpty();
    }

    /// <summary>PRB-10: open within 2.5 intervals of 15 s after the last run of each check, exactly one incident, closed by the return.</summary>
    [Fact]
    public async Task SilentProbe_OpensOneMonitoringIncident_ClosedByItsReturn()
    {
        using var collector = new RunningCollector(checks: "  home: {http: {path: /}}\n  api: {http: {path: /api}}");
        await collector.RunAsync("home", Outcome.Up);
        await collector.RunAsync("api", Outcome.Up);
        collector.Clock.Advance(TimeSpan.FromSeconds(32));
        await collector.LookAsync();
        (await collector.AllAsync()).ShouldBeEmpty();

        collector.Clock.Advance(TimeSpan.FromSeconds(6));
        await collector.LookAsync();
        var silent = (await collector.AllAsync()).Single();
        (silent.Scenario, silent.Cause, silent.Checks.Count).ShouldBe(("monitoring", "silent local", 2));

        await collector.RunAsync("home", Outcome.Up);
        await collector.RunAsync("api", Outcome.Down, Reasons.Timeout);
        (await collector.AllAsync()).Single().State.ShouldBe("resolved");
    }

    [Fact]
    public async Task ShopSpansThatComeLate_CompleteTheEvidence()
    {
        using var collector = new RunningCollector();
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        var run = await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        (await collector.AllAsync()).Single().Evidence.ShouldAllBe(item => item.Kind == "run");

        collector.Clock.Advance(TimeSpan.FromSeconds(4));
        await collector.AppendAsync(Samples.Span(2, 77, "SELECT", "parfumerie", collector.Clock.GetUtcNow()) with
        {
            IsError = true,
            StatusMessage = "database is down",
            Attributes = new AttributeSet(new Dictionary<string, object> { [SyntheticTelemetry.Attributes.DbQueryText] = "SELECT 1" }),
        });
        await collector.LookAsync();
        await collector.LookAsync();

        var evidence = (await collector.AllAsync()).Single().Evidence;
        evidence.Single(item => item.Kind == "trace").Text.ShouldBe("parfumerie: SELECT 1 failed: database is down");
        evidence.Single(item => item.Kind == "run").Ref.ShouldBe(run);
    }

    [Fact]
    public async Task CheckThatIsNoLongerConfigured_HoldsNothingOpen()
    {
        using var collector = new RunningCollector();
        await BreakAsync(collector);

        collector.Restart("  api: {http: {path: /api}}");
        await collector.RunAsync("api", Outcome.Up);

        (await collector.AllAsync()).Single(incident => incident.Scenario == "downtime").State.ShouldBe("resolved");
    }

    private static async Task<IReadOnlyList<Incident>> FiftyAsync(RunningCollector collector) =>
        (await collector.Incidents.FindAsync(new IncidentQuery { State = "unresolved", Limit = 200 }, Token)).Items;

    internal static async Task BreakAsync(RunningCollector collector)
    {
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
        await collector.RunAsync("home", Outcome.Down, Reasons.ResponseStatus);
    }

    internal static async Task MendAsync(RunningCollector collector)
    {
        await collector.RunAsync("home", Outcome.Up);
        await collector.RunAsync("home", Outcome.Up);
    }
}
