using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Incidents;

public sealed class DrillLifecycleTests
{
    private static readonly Drill Running = new("d1", "shop", "downtime", [], "http://127.0.0.1:1/", Now.AddMinutes(-1), Now.AddMinutes(9));

    private static readonly Signal Signal = new()
    {
        Rule = "consecutive-failures",
        Site = "shop",
        Check = "home",
        Scenario = "downtime",
        Cause = "response_status a",
        State = SignalState.Failing,
        NewestAt = Now.AddSeconds(-5),
        Runs = [Down(5)],
    };

    [Fact]
    public void Decide_DuringADrill_TheIncidentCarriesIt() => Decide([], Running).Single().After.Drill.ShouldBe("d1");

    [Fact]
    public void Decide_OtherScenarioDuringADrill_IsReal() => Decide([], Running with { Scenario = "security" }).Single().After.Drill.ShouldBeNull();

    [Fact]
    public void Decide_RuleThatIsSwitchedOff_OpensNothing() => Decide([], Running with { Without = ["consecutive-failures"] }).ShouldBeEmpty();

    [Fact]
    public void Decide_AfterADrill_WhatFailedDuringItIsNoNews()
    {
        var ended = Running with { Without = ["consecutive-failures"], EndsAt = Now.AddSeconds(-1) };

        Decide([], ended).ShouldBeEmpty();
        Decide([], ended, Signal with { NewestAt = Now }).Single().ShouldBeOfType<Opened>().After.Drill.ShouldBeNull();
    }

    [Fact]
    public void Decide_SecondDrillWithinTenMinutes_OpensItsOwnIncident()
    {
        var first = Decide([], Running).Single().After with { State = IncidentStates.Resolved, ResolvedAt = Now.AddSeconds(-30) };

        Decide([first], Running with { Id = "d2" }).Single().ShouldBeOfType<Opened>().After.Drill.ShouldBe("d2");
    }

    [Fact]
    public void Decide_FailureThatOutlivesItsDrill_BecomesReal()
    {
        var ended = Running with { EndsAt = Now.AddMinutes(-5) };
        var incident = Decide([], Running).Single().After;

        var resolved = Decide([incident], ended).Single().ShouldBeOfType<Resolved>().After;

        Decide([resolved], ended, Signal with { NewestAt = Now.AddSeconds(1) }).Single().ShouldBeOfType<Opened>().After.Drill.ShouldBeNull();
    }

    private static IReadOnlyList<IncidentChange> Decide(IReadOnlyList<TrackedIncident> known, Drill drill, Signal? signal = null) =>
        IncidentLifecycle.Decide(new LifecycleState(known, [drill], Now, known.Count + 1), [signal ?? Signal]);
}
