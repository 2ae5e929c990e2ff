using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Tests.Incidents;

namespace SyntheticOps.Collector.Tests.Alerting;

/// <summary>Incident changes to a real receiver, with the process dying in between.</summary>
public sealed class OutboxTests
{
    [Fact]
    public async Task Delivered_OpenedAndResolved_InOrderAndRecorded()
    {
        await using var receiver = await Receiver.StartAsync();
        using var collector = new RunningCollector(receiver.Channels);
        await IncidentFlowTests.BreakAsync(collector);
        await IncidentFlowTests.MendAsync(collector);

        await DrainAsync(collector);

        receiver.All.Select(item => item.Type).ShouldBe(["incident.opened", "incident.resolved"]);
        var incident = (await collector.AllAsync()).Single();
        incident.Notifications.Select(item => (item.Channel, item.Transition, item.State)).ShouldBe([("ops", "opened", "delivered"), ("ops", "resolved", "delivered")]);
        incident.Notifications.Select(item => item.DeliveryId).ShouldBe(receiver.All.Select(item => item.Id));
        incident.Timeline.Count(entry => entry.Code == "notified").ShouldBe(2);
    }

    [Fact]
    public async Task Failures_AreRetriedUnderTheSameIdAndKeepTheOrder()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(500, 429, 503);
        using var collector = new RunningCollector(receiver.Channels);
        await IncidentFlowTests.BreakAsync(collector);
        await IncidentFlowTests.MendAsync(collector);

        await DrainAsync(collector);

        receiver.All.Select(item => item.Type).ShouldBe(["incident.opened", "incident.opened", "incident.opened", "incident.opened", "incident.resolved"]);
        receiver.All.Take(4).Select(item => item.Id).Distinct().Count().ShouldBe(1);
    }

    [Fact]
    public async Task Refused_IsNotTriedAgain()
    {
        await using var receiver = await Receiver.StartAsync();
        receiver.Answer(404);
        using var collector = new RunningCollector(receiver.Channels);
        await IncidentFlowTests.BreakAsync(collector);

        await DrainAsync(collector);

        receiver.All.Count.ShouldBe(1);
        (await collector.AllAsync()).Single().Notifications.Single().State.ShouldBe("rejected");
    }

    [Fact]
    public async Task KilledAfterSendBeforeMark_SendsAgainUnderTheSameId()
    {
        await using var receiver = await Receiver.StartAsync();
        using var collector = new RunningCollector(receiver.Channels);
        await IncidentFlowTests.BreakAsync(collector);
        // The receiver has it, and the process dies before it can say so.
        var claimed = (await collector.Get<Outbox>().ClaimAsync(10, TestContext.Current.CancellationToken)).Single();
        await collector.Get<ChannelBook>().Find("ops")!.SendAsync(new AlertMessage(claimed.Delivery, Alerts.Opened), TestContext.Current.CancellationToken);
        collector.Restart();

        (await collector.DispatchAsync()).ShouldBe(0, "the claim still holds");
        collector.Clock.Advance(Outbox.Lease);
        (await collector.DispatchAsync()).ShouldBe(1);

        receiver.All.Count.ShouldBe(2);
        receiver.All.Select(item => item.Id).Distinct().ShouldBe([claimed.Delivery]);
        (await collector.AllAsync()).Single().Notifications.Single().State.ShouldBe("delivered");
    }

    [Fact]
    public async Task SenderWhoseClaimRanOut_DoesNotMark()
    {
        await using var receiver = await Receiver.StartAsync();
        using var collector = new RunningCollector(receiver.Channels);
        await IncidentFlowTests.BreakAsync(collector);
        var slow = (await collector.Get<Outbox>().ClaimAsync(10, TestContext.Current.CancellationToken)).Single();
        collector.Clock.Advance(Outbox.Lease);
        receiver.Answer(500);
        (await collector.DispatchAsync()).ShouldBe(1);

        await collector.Get<Outbox>().SendAsync(slow, TestContext.Current.CancellationToken);

        (await collector.AllAsync()).Single().Notifications.Single().State.ShouldBe("retrying");
    }

    [Fact]
    public async Task KilledBetweenResolvedAndItsDelivery_TheResolveArrives()
    {
        await using var receiver = await Receiver.StartAsync();
        using var collector = new RunningCollector(receiver.Channels);
        for (var round = 0; round < 10; round++)
        {
            await IncidentFlowTests.BreakAsync(collector);
            await DrainAsync(collector);
            await IncidentFlowTests.MendAsync(collector);
            collector.Restart();
            await DrainAsync(collector);
            collector.Clock.Advance(TimeSpan.FromMinutes(11));
            await IncidentFlowTests.MendAsync(collector);
        }

        receiver.All.GroupBy(item => item.Type).Select(group => (group.Key, group.Count())).ShouldBe([("incident.opened", 10), ("incident.resolved", 10)], ignoreOrder: true);
        receiver.All.Select(item => item.Id).ShouldBeUnique();
    }

    [Theory]
    [InlineData(0, null, 0.5, 1)]
    [InlineData(3, null, 4, 8)]
    [InlineData(20, null, 30, 60)]
    [InlineData(0, 17, 17, 17)]
    [InlineData(0, 100_000, 300, 300)]
    public void Pause_Grows_WithJitterAndARespectedWish(int attempts, int? retryAfter, double least, double most)
    {
        var pause = Outbox.Pause(attempts, retryAfter is { } seconds ? TimeSpan.FromSeconds(seconds) : null).TotalSeconds;

        pause.ShouldBeInRange(least, most);
    }

    private static async Task DrainAsync(RunningCollector collector)
    {
        for (var idle = 0; idle < 3;)
        {
            idle = await collector.DispatchAsync() == 0 ? idle + 1 : 0;
            collector.Clock.Advance(idle == 0 ? TimeSpan.Zero : TimeSpan.FromSeconds(5));
        }
    }
}
