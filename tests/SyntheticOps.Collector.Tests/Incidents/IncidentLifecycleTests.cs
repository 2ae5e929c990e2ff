using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using static SyntheticOps.Collector.Tests.Detection.Histories;

namespace SyntheticOps.Collector.Tests.Incidents;

public sealed class IncidentLifecycleTests
{
    private static readonly Signal Downtime = Failing("downtime", "response_status a", "home") with { Host = "a" };

    [Fact]
    public void Decide_FirstSignal_Opens()
    {
        var (incidents, changes) = Decide([], [Downtime]);

        changes.ShouldBe(["Opened INC-1"]);
        incidents.Single().State.ShouldBe(IncidentStates.Open);
    }

    [Fact]
    public void Decide_TheSameAgain_ChangesNothing()
    {
        var (incidents, _) = Decide([], [Downtime]);

        Decide(incidents, [Downtime]).Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Decide_SameCauseOfAnotherCheck_FeedsTheIncident() =>
        Decide(Decide([], [Downtime]).Incidents, [Downtime with { Check = "api" }]).Changes.ShouldBe(["Fed INC-1"]);

    [Fact]
    public void Decide_DowntimeOfTheSameHostOrOfAJourney_IsTheSameDowntime()
    {
        var (open, _) = Decide([], [Downtime]);

        Decide(open, [Downtime with { Check = "api", Cause = "timeout a" }]).Changes.ShouldBe(["Fed INC-1"]);
        Decide(open, [Downtime with { Check = "checkout", Cause = "step_failed open", Host = "b", FromJourney = true }]).Changes.ShouldBe(["Fed INC-1"]);
    }

    [Fact]
    public void Decide_SecondHostOfASiteThatIsDown_IsTheSameOutageUntilBothAreWell()
    {
        var other = Downtime with { Check = "api", Cause = "timeout b", Host = "b" };

        var (both, changes) = Decide([], [Downtime, other]);
        changes.ShouldBe(["Opened INC-1", "Fed INC-1"]);
        both.Single().Cause.ShouldBe(Downtime.Cause);

        var (half, unchanged) = Decide(both, [Recovered(Downtime)]);
        unchanged.ShouldNotContain("Resolved INC-1");
        Decide(half, [Recovered(other)]).Changes.ShouldBe(["Resolved INC-1"]);
    }

    [Fact]
    public void Decide_SecondHostAfterTheFirstIsWell_IsAnIncidentOfItsOwn()
    {
        var (over, _) = Decide(Decide([], [Downtime]).Incidents, [Recovered(Downtime)]);

        Decide(over, [Downtime with { Check = "api", Cause = "timeout b", Host = "b", NewestAt = Now.AddMinutes(5) }]).Changes.ShouldBe(["Opened INC-2"]);
    }

    [Fact]
    public void Decide_JobThatFails_IsNoPartOfTheShopsOutage() =>
        Decide(Decide([], [Downtime]).Incidents, [Downtime with { Rule = "heartbeat", Check = "backup", Cause = "heartbeat backup", Host = null }]).Changes.ShouldBe(["Opened INC-2"]);

    [Fact]
    public void Decide_PaymentsThatFailInSeveralWays_AreOneIncident()
    {
        var webhook = Failing("payment", "response_status deliver", "stripe-webhook");
        var journey = Failing("payment", "step_failed paid", "checkout");

        var (open, changes) = Decide([], [webhook, journey]);

        changes.ShouldBe(["Opened INC-1", "Fed INC-1"]);
        var (half, _) = Decide(open, [Recovered(webhook)]);
        Decide(half, [Recovered(journey)]).Changes.ShouldBe(["Resolved INC-1"]);
    }

    [Fact]
    public void Decide_OtherHeader_IsAnIncidentOfItsOwn() =>
        Decide([], [Failing("security", "finding csp", "headers"), Failing("security", "finding hsts", "headers")]).Changes.ShouldBe(["Opened INC-1", "Opened INC-2"]);

    [Theory]
    [InlineData("payment")]
    [InlineData("performance")]
    public void Decide_ConsequenceOfAnOpenDowntime_BecomesEvidence(string scenario)
    {
        var consequence = Failing(scenario, "x", "checkout");

        var (incidents, changes) = Decide([], [consequence, Downtime]);

        changes.ShouldBe(["Opened INC-1", "Absorbed INC-1"]);
        Decide(incidents, [consequence]).Changes.ShouldBeEmpty();
        Decide(incidents, [Recovered(Downtime)]).Changes.ShouldBe(["Resolved INC-1"]);
    }

    [Fact]
    public void Decide_AllFeedsRecovered_Resolves()
    {
        var (open, _) = Decide([], [Downtime, Downtime with { Check = "api" }]);

        var (half, changes) = Decide(open, [Recovered(Downtime)]);

        changes.ShouldBe(["FeedRecovered INC-1"]);
        Decide(half, [Recovered(Downtime with { Check = "api" })]).Changes.ShouldBe(["Resolved INC-1"]);
        Decide(half, [Downtime]).Changes.ShouldBe(["Fed INC-1"]);
    }

    [Fact]
    public void Decide_AfterTheEnd_OnlyNewFailuresCount()
    {
        var resolved = Decide(Decide([], [Downtime]).Incidents, [Recovered(Downtime)]).Incidents;

        Decide(resolved, [Downtime]).Changes.ShouldBeEmpty();
        Decide(resolved, [Downtime with { NewestAt = Now.AddSeconds(30) }], 60).Changes.ShouldBe(["Reopened INC-1"]);
        Decide(resolved, [Downtime with { NewestAt = Now.AddSeconds(30) }], 601).Changes.ShouldBe(["Opened INC-2"]);
    }

    [Fact]
    public void Decide_AfterADowntime_WhatFailedDuringItIsExplained()
    {
        var resolved = Decide(Decide([], [Downtime]).Incidents, [Recovered(Downtime)]).Incidents;
        var payment = Failing("payment", "step_failed pay", "checkout");

        Decide(resolved, [payment], 5).Changes.ShouldBeEmpty();
        Decide(resolved, [payment with { NewestAt = Now.AddSeconds(3) }], 5).Changes.ShouldBe(["Opened INC-2"]);
    }

    [Fact]
    public void Decide_SlowStep_NamesAnIncidentThatAPlainCheckOpened()
    {
        var plain = Failing("performance", "too_slow a", "home") with { Title = new Title("slow-check", ["home", "a"], "major") };
        var journey = plain with { Check = "checkout", Title = new Title("slow-step", ["pay", "checkout"], "major") };

        Decide(Decide([], [plain]).Incidents, [journey]).Incidents.Single().Title.Args.ShouldBe(["pay", "checkout"]);
        Decide(Decide([], [journey]).Incidents, [plain]).Incidents.Single().Title.Code.ShouldBe("slow-step");
    }

    private static Signal Failing(string scenario, string cause, string check) => new()
    {
        Rule = "rule",
        Site = "shop",
        Check = check,
        Scenario = scenario,
        Cause = cause,
        State = SignalState.Failing,
        FirstFailureAt = Now.AddSeconds(-20),
        NewestAt = Now.AddSeconds(-5),
        Runs = [Down(20), Down(5)],
    };

    private static Signal Recovered(Signal signal) => signal with { State = SignalState.Recovered };

    private static (IReadOnlyList<TrackedIncident> Incidents, string[] Changes) Decide(IReadOnlyList<TrackedIncident> incidents, Signal[] signals, int after = 0)
    {
        var changes = IncidentLifecycle.Decide(new LifecycleState(incidents, [], Now.AddSeconds(after), incidents.Count + 1), signals);
        return (Lifecycles.Apply(incidents, changes), [.. changes.Select(change => $"{change.GetType().Name} {change.After.Id}")]);
    }
}
