using System.Text.Json.Nodes;
using SyntheticOps.Cli.Connection;
using SyntheticOps.Cli.Drills;
using SyntheticOps.Cli.Tests.Support;

namespace SyntheticOps.Cli.Tests.Drills;

/// <summary>Against a collector and a shop that do what the test says.</summary>
public sealed class DrillRunnerTests
{
    /// <summary>Short: for what does not come.</summary>
    private static readonly DrillLimits Limits = new(
        TimeSpan.FromMilliseconds(300), TimeSpan.FromMilliseconds(700), TimeSpan.FromMilliseconds(500), TimeSpan.FromMilliseconds(500));

    /// <summary>For what comes, as late as it may on a busy machine.</summary>
    private static readonly DrillLimits Patient = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(30));

    [Fact]
    public async Task RunAsync_RightIncidentToldAndResolved_Passes()
    {
        await using var system = await FakeSystem.StartAsync();

        var result = await RunAsync(system, without: ["silence"], limits: Patient);

        Failed(result).ShouldBeEmpty();
        result.Passed.ShouldBeTrue();
        result.Incident.ShouldBe("INC-1");
        result.DetectS.ShouldNotBeNull();
        result.NotifyS.ShouldNotBeNull();
        result.RecoverS.ShouldNotBeNull();
        system.IsBroken.ShouldBeFalse();
        system.Requests.Last().ShouldBe("DELETE /api/v1/drills/drill-1");
    }

    [Fact]
    public async Task RunAsync_Requests_SayWhatTheContractSays()
    {
        await using var system = await FakeSystem.StartAsync();

        await RunAsync(system, without: ["silence"]);

        var drill = JsonNode.Parse(system.Seen.Single(seen => seen.Request == "POST /api/v1/drills").Body)!;
        ((string?)drill["site"]).ShouldBe("shop");
        ((string?)drill["scenario"]).ShouldBe("downtime");
        drill["without"]!.AsArray().Select(rule => (string?)rule).ShouldBe(["silence"]);
        ((string?)drill["notify"])!.ShouldStartWith("http://127.0.0.1:");
        var fault = JsonNode.Parse(system.Seen.Single(seen => seen.Request == "PUT /_faults/status").Body)!;
        fault.ToJsonString().ShouldBe("""{"params":{"code":503},"for":"32s"}""");
    }

    [Fact]
    public async Task RunAsync_NoIncidentInTime_FailsAndRepairs()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Opens = null;

        var result = await RunAsync(system);

        Failed(result).ShouldBe(["scenario", "detection", "cause", "evidence", "notification", "recovery"]);
        (result.Incident, result.DetectS, result.RecoverS).ShouldBe((null, null, null));
        system.IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_IncidentOfAnotherScenario_FailsAndSaysWhichOpened()
    {
        await using var system = await FakeSystem.StartAsync();
        (system.Opens, system.OfDrill) = ("performance", false);

        var result = await RunAsync(system);

        result.Passed.ShouldBeFalse();
        result.Checks.Single(check => check.Name == "scenario").Seen.ShouldBe("performance");
    }

    [Fact]
    public async Task RunAsync_NoNotification_FailsForThatOnly()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Notifies = false;

        Failed(await RunAsync(system, limits: Patient with { Notify = Limits.Notify })).ShouldBe(["notification"]);
    }

    [Fact]
    public async Task RunAsync_NeverResolved_FailsForThatOnly()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Resolves = false;

        Failed(await RunAsync(system, limits: Patient with { Recover = Limits.Recover })).ShouldBe(["recovery"]);
        system.IsBroken.ShouldBeFalse();
    }

    [Fact]
    public async Task RunAsync_RightScenarioForAnotherReason_FailsForTheCause()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Cause = "connection_error";

        Failed(await RunAsync(system, limits: Patient with { Notify = TimeSpan.FromSeconds(3) })).ShouldBe(["cause"]); // it is looked for as long as the notification
    }

    [Theory]
    [InlineData("open")]
    [InlineData("acknowledged")]
    public async Task RunAsync_SiteIsNotCalm_BreaksNothing(string state)
    {
        await using var system = await FakeSystem.StartAsync();
        system.Open("downtime", state);

        var refusal = await Should.ThrowAsync<CliException>(() => RunAsync(system));

        refusal.ExitCode.ShouldBe(4);
        system.Requests.ShouldNotContain("PUT /_faults/status");
    }

    [Fact]
    public async Task RunAsync_ShopIsBrokenByAPerson_LeavesTheirFaultAlone()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Break("delay");

        (await Should.ThrowAsync<CliException>(() => RunAsync(system))).Message.ShouldContain("delay");

        system.Requests.ShouldBe(["GET /_faults"]);
    }

    [Fact]
    public async Task RunAsync_CancelledInTheMiddle_RepairsAndEndsTheDrill()
    {
        await using var system = await FakeSystem.StartAsync();
        system.Opens = null;
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var drill = RunAsync(system, limits: Limits with { Detect = TimeSpan.FromMinutes(1) }, token: cancel.Token);
        await Wait.ForAsync(() => system.IsBroken, "the shop breaks");

        await cancel.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => drill);
        system.IsBroken.ShouldBeFalse();
        system.Requests.Last().ShouldBe("DELETE /api/v1/drills/drill-1");
    }

    [Fact]
    public async Task RunAsync_RepairFails_SaysThatTheShopIsBroken()
    {
        await using var system = await FakeSystem.StartAsync();
        system.RefusesRepair = true;

        (await Should.ThrowAsync<CliException>(() => RunAsync(system))).Message.ShouldStartWith("The shop is still broken");

        system.Requests.Last().ShouldBe("DELETE /api/v1/drills/drill-1");
    }

    [Fact]
    public async Task RunAsync_DrillIsOverAtTheCollector_ChangesNoVerdict()
    {
        await using var system = await FakeSystem.StartAsync();
        system.RefusesForget = true;

        Failed(await RunAsync(system, limits: Patient)).ShouldBeEmpty();
    }

    private static string[] Failed(DrillResult result) => [.. result.Checks.Where(check => !check.Passed).Select(check => check.Name)];

    private static async Task<DrillResult> RunAsync(
        FakeSystem system, IReadOnlyList<string>? without = null, DrillLimits? limits = null, CancellationToken? token = null)
    {
        using var collector = new ApiClient("collector", system.Url, FakeSystem.Key, "user:test");
        using var shop = new ApiClient("shop", system.Url, FakeSystem.Key, "user:test");
        var runner = new DrillRunner(collector, shop, TimeProvider.System, _ => { });
        return await runner.RunAsync(new DowntimeDrill(), "shop", without ?? [], limits ?? Limits, token ?? TestContext.Current.CancellationToken);
    }
}
