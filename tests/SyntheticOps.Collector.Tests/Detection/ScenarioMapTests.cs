using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Detection;

/// <summary>contracts.md section 3, `Who decides what`.</summary>
public sealed class ScenarioMapTests
{
    [Theory]
    // unknown is ours, whatever the type says
    [InlineData("data", Outcome.Unknown, Reasons.SourceUnreachable, false, "monitoring")]
    [InlineData("journey", Outcome.Unknown, Reasons.NoBrowser, false, "monitoring")]
    // 1 integrity
    [InlineData("http", Outcome.Down, Reasons.Integrity, false, "security")]
    // 2 data
    [InlineData("data", Outcome.Down, Reasons.AssertionFailed, false, "data-loss")]
    [InlineData("http", Outcome.Down, Reasons.DataMissing, false, "data-loss")]
    // 3 payment by type
    [InlineData("webhook", Outcome.Down, Reasons.ResponseStatus, false, "payment")]
    [InlineData("stripe", Outcome.Down, Reasons.Undelivered, false, "payment")]
    [InlineData("webhook", Outcome.Down, Reasons.Timeout, true, "payment")]
    // 4 performance
    [InlineData("http", Outcome.Degraded, Reasons.TooSlow, false, "performance")]
    [InlineData("http", Outcome.Down, Reasons.TooSlow, false, "performance")]
    [InlineData("http", Outcome.Down, Reasons.Timeout, true, "performance")]
    [InlineData("journey", Outcome.Down, Reasons.Timeout, true, "performance")]
    [InlineData("data", Outcome.Degraded, Reasons.TooSlow, false, "performance")]
    // 5 downtime
    [InlineData("provider", Outcome.Down, Reasons.AssertionFailed, false, "downtime")]
    [InlineData("http", Outcome.Down, Reasons.Timeout, false, "downtime")]
    [InlineData("http", Outcome.Down, Reasons.ResponseStatus, true, "downtime")]
    [InlineData("headers", Outcome.Down, Reasons.ConnectionError, false, "downtime")]
    [InlineData("tls", Outcome.Down, Reasons.SecureConnectionError, false, "downtime")]
    // nobody is harmed
    [InlineData("http", Outcome.Up, null, true, null)]
    [InlineData("data", Outcome.Up, null, false, null)]
    [InlineData("http", Outcome.Degraded, Reasons.Flaky, false, null)]
    [InlineData("http", Outcome.Degraded, Reasons.Finding, false, null)]
    public void Of_Run_FirstMatchWins(string type, Outcome outcome, string? reason, bool siteIsSlow, string? expected) =>
        ScenarioMap.Of(new RunFacts(Run(outcome, reason, type: type), []), Check with { Type = type }, siteIsSlow).ShouldBe(expected);

    [Theory]
    [InlineData("headers", FindingKind.State, Severity.Error, "security")]
    [InlineData("tls", FindingKind.State, Severity.Error, "security")]
    [InlineData("headers", FindingKind.State, Severity.Warning, null)]
    [InlineData("http", FindingKind.State, Severity.Error, null)]
    [InlineData("http", FindingKind.Drift, Severity.Warning, "security")]
    [InlineData("http", FindingKind.Drift, Severity.Info, null)]
    public void Of_Finding_IsSecurityByKindOrType(string type, FindingKind kind, Severity severity, string? expected) =>
        ScenarioMap.Of(
            new RunFacts(Run(Outcome.Degraded, Reasons.Finding, type: type) with { Findings = [Missing("CSP", kind, severity)] }, []), Check with { Type = type }, false)
            .ShouldBe(expected);

    [Fact]
    public void Of_ProviderAndHeartbeat_IsWhatTheCheckSaysOrTheirOwnRule()
    {
        var hint = new ScenarioHint("payment", "pay");
        ScenarioMap.Of(new RunFacts(Run(Outcome.Down, Reasons.AssertionFailed, type: "provider"), []), Check with { Type = "provider", Scenario = hint }, false).ShouldBe("payment");
        ScenarioMap.Of(
            new RunFacts(Run(Outcome.Down, Reasons.StepFailed, type: "heartbeat"), []), Check with { Type = "heartbeat", Scenario = hint, Heartbeat = new HeartbeatTerms(TimeSpan.FromHours(1), null) }, false).ShouldBeNull();
    }

    [Theory]
    [InlineData("address", "downtime")]
    [InlineData("pay", "payment")]
    [InlineData("paid", "payment")]
    public void Of_Journey_IsPaymentFromTheNamedStepOn(string failed, string expected)
    {
        string[] names = ["open", "address", "pay", "paid"];
        var reached = names.Take(Array.IndexOf(names, failed) + 1).Select((name, index) => new StepFact(index + 1, name, null, null, TimeSpan.Zero)).ToList();
        var run = Run(Outcome.Down, Reasons.StepFailed, type: "journey") with { FailedStep = failed };
        var check = Check with { Type = "journey", Scenario = new ScenarioHint(ScenarioNames.Payment, "pay") };

        ScenarioMap.Of(new RunFacts(run, reached), check, siteIsSlow: true).ShouldBe(expected);
    }

    [Theory]
    [InlineData("order", "downtime")]
    [InlineData("deliver", "payment")]
    [InlineData("effect", "payment")]
    [InlineData("refuse", "payment")]
    public void Of_Webhook_IsPaymentOnceAnOrderWasMade(string failed, string expected) =>
        ScenarioMap.Of(new RunFacts(Run(Outcome.Down, Reasons.ResponseStatus, type: "webhook") with { FailedStep = failed }, []), Check with { Type = "webhook" }, false)
            .ShouldBe(expected);

    [Fact]
    public void Of_JourneyWithoutHint_IsDowntime() =>
        ScenarioMap.Of(new RunFacts(Run(Outcome.Down, Reasons.StepFailed, type: "journey") with { FailedStep = "pay" }, []), Check, false)
            .ShouldBe(ScenarioNames.Downtime);
}
