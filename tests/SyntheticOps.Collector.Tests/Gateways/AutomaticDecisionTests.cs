using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Gateways;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Tests.Gateways;

public sealed class AutomaticDecisionTests
{
    private static readonly AutomaticMaintenance Policy = new("critical", On: true, Off: true);
    private static readonly DateTimeOffset Opened = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    private static readonly Incident Down = new()
    {
        Id = "INC-12",
        Site = "shop",
        Scenario = "downtime",
        Cause = "connection_error shop.example",
        TitleCode = "downtime",
        Severity = "critical",
        State = "open",
        OpenedAt = Opened,
        FirstFailureAt = Opened.AddSeconds(-20),
        Timeline = [new TimelineEntry(Opened, "rule:consecutive-failures", "opened", "")],
    };

    [Theory]
    [InlineData("downtime", "critical", "open", true)]
    [InlineData("downtime", "critical", "acknowledged", true)]
    [InlineData("downtime", "major", "open", false)]
    [InlineData("payment", "critical", "open", false)]
    [InlineData("downtime", "critical", "resolved", false)]
    public void Holder_OnlyOpenDowntimeOfThatSeverity(string scenario, string severity, string state, bool expected) =>
        (AutomaticDecision.Holder(Policy, "shop", [Down with { Scenario = scenario, Severity = severity, State = state }]) is not null).ShouldBe(expected);

    [Fact]
    public void Holder_OtherSite_IsNobody() => AutomaticDecision.Holder(Policy, "other", [Down]).ShouldBeNull();

    // What the gateway says (mode, actor, minutes since the opening; "+" active) and what it is told.
    [Theory]
    [InlineData("off", "gateway", -60, false, "on")] // nobody decided yet
    [InlineData("automatic", "user:anna", -60, false, "on")] // handed over before
    [InlineData("automatic", "user:anna", 1, false, null)] // ended by a person during this incident
    [InlineData("off", "user:anna", -60, false, null)] // a person's off holds
    [InlineData("off", "user:anna", 1, false, null)]
    [InlineData("on", "user:anna", -60, false, "on")] // an `on` that has ended by itself
    [InlineData("automatic", "incident:INC-11", -5, false, "on")]
    [InlineData("on", "user:anna", -1, true, null)]
    [InlineData("on", "incident:INC-12", 0, true, null)]
    [InlineData("off", "config:ab", -1, true, null)] // a window is on
    public void For_IncidentIsOpen_SwitchesOnOnceAndLeavesPersonsAlone(string mode, string actor, int since, bool active, string? expected)
    {
        var state = new MaintenanceState { Mode = mode, Actor = actor, Since = Opened.AddMinutes(since), Active = active, Window = actor.StartsWith("config:", StringComparison.Ordinal) ? "nightly" : null };

        AutomaticDecision.For(Policy, Down, [Down], state)?.Change.Mode.ShouldBe(expected);
        (AutomaticDecision.For(Policy, Down, [Down], state) is null).ShouldBe(expected is null);
        AutomaticDecision.For(Policy with { On = false }, Down, [Down], state).ShouldBeNull();
    }

    [Theory]
    [InlineData("incident:INC-12", true, true)]
    [InlineData("incident:INC-11", true, false)]
    [InlineData("user:anna", true, false)]
    [InlineData("drill:7", true, false)]
    [InlineData("incident:INC-12", false, false)]
    public void For_IncidentIsOver_SwitchesOffWhatItSwitchedOn(string actor, bool active, bool expected)
    {
        var over = Down with { State = "resolved" };
        var state = new MaintenanceState { Mode = "on", Actor = actor, Since = Opened, Active = active };

        (AutomaticDecision.For(Policy, null, [over], state)?.Change.Mode == "automatic").ShouldBe(expected);
        AutomaticDecision.For(Policy with { Off = false }, null, [over], state).ShouldBeNull();
        AutomaticDecision.For(Policy, Down with { Id = "INC-13" }, [over], state)?.Change.Mode.ShouldBe("on", "another one is still open");
    }

    [Fact]
    public void For_Reopened_APersonsDecisionOfTheTimeBeforeIsOver()
    {
        var again = Down with { Timeline = [.. Down.Timeline, new TimelineEntry(Opened.AddMinutes(10), "rule:x", "reopened", "")] };
        var state = new MaintenanceState { Mode = "automatic", Actor = "user:anna", Since = Opened.AddMinutes(5) };

        AutomaticDecision.For(Policy, again, [again], state).ShouldNotBeNull();
        AutomaticDecision.IsNoted(again with { Timeline = [.. again.Timeline, new TimelineEntry(Opened.AddMinutes(1), "", GatewayKeeper.SwitchedOn, "")] }, GatewayKeeper.SwitchedOn).ShouldBeFalse();
    }
}
