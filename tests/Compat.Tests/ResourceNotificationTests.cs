namespace Compat.Tests;

public sealed class ResourceNotificationTests
{
    [Fact(Timeout = 60_000)]
    public async Task WatchAsync_AfterAChange_BeginsWithTheLastStateOfEach()
    {
        var token = TestContext.Current.CancellationToken;
        using var model = new TestModel();
        var (collector, shop) = (model.Add("collector").Resource, model.Add("shop").Resource);
        var notifications = new ResourceNotificationService();
        notifications.Publish(collector, new(null, []) { ExitCode = 1 });
        notifications.Publish(collector, new(null, []) { ExitCode = 2 });

        await using var watch = notifications.WatchAsync(token).GetAsyncEnumerator(token);
        (await watch.MoveNextAsync()).ShouldBeTrue();
        (watch.Current.Resource.Name, watch.Current.Snapshot.ExitCode).ShouldBe(("collector", 2));
        notifications.Publish(shop, new(null, []) { ExitCode = 3 });
        (await watch.MoveNextAsync()).ShouldBeTrue();
        (watch.Current.Resource.Name, watch.Current.Snapshot.ExitCode).ShouldBe(("shop", 3));
    }
}
