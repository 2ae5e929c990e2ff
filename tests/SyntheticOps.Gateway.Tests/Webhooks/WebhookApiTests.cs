using System.Net;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class WebhookApiTests : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private PayingShop _shop = null!;
    private RunningGateway _gateway = null!;

    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public async ValueTask InitializeAsync()
    {
        _shop = await PayingShop.StartAsync();
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, null, [.. Stripe.Buffered, "Webhooks:MaximumAttempts=1"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Key_Missing_Is401()
    {
        (await _gateway.Customer.GetAsync(new Uri(_gateway.Admin.BaseAddress!, Names.Routes.Webhooks), RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _gateway.Customer.PostAsync(new Uri(_gateway.Admin.BaseAddress!, Names.Routes.Webhooks + "/x/replay"), null, RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await _gateway.GetAsync(Names.Routes.Webhooks)).StatusCode.ShouldNotBe(HttpStatusCode.Unauthorized); // the shop's own path on the customers' listener
    }

    [Fact]
    public async Task Get_Waiting_ShowsWhatAndWhy()
    {
        _shop.Status = 503;
        (await _gateway.Customer.SendAsync("evt_1", Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        await Stripe.UntilAsync(async () => (await _gateway.WebhooksAsync()).GetProperty("items")[0].GetProperty("problem").GetString() == "status 503", "a try");

        var view = await _gateway.WebhooksAsync();

        var route = view.GetProperty("routes")[0];
        route.GetProperty("name").GetString().ShouldBe("stripe");
        route.GetProperty("path").GetString().ShouldBe(PayingShop.Path);
        route.GetProperty("buffering").GetBoolean().ShouldBeTrue();
        route.GetProperty("waiting").GetInt32().ShouldBe(1);
        route.GetProperty("oldest").GetDateTimeOffset().ShouldBe(Now, TimeSpan.FromSeconds(30));
        var item = view.GetProperty("items")[0];
        item.GetProperty("eventId").GetString().ShouldBe("evt_1");
        item.GetProperty("state").GetString().ShouldBe("waiting");
        item.GetProperty("attempts").GetInt32().ShouldBe(0); // a shop that is down does not count
        view.GetRawText().ShouldNotContain("whsec");
        view.GetRawText().ShouldNotContain("v1=");
    }

    [Fact]
    public async Task Replay_OfADeadOne_HandsItOnAndIsAudited()
    {
        await DieAsync("evt_1");
        var id = await IdAsync();
        _shop.Status = 200;
        await Task.WhenAll(_gateway.Customer.SendAsync("evt_2", Now)); // the dead one holds nobody up
        _shop.Order.ShouldBe(["evt_2"]);

        (await _gateway.HandleAsync(HttpMethod.Post, id, actor: null)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _gateway.HandleAsync(HttpMethod.Post, id)).StatusCode.ShouldBe(HttpStatusCode.Accepted);

        await Stripe.UntilAsync(() => Task.FromResult(_shop.Deliveries.ContainsKey("evt_1")), "the delivery");
        await Stripe.UntilAsync(async () => await _gateway.CountAsync() == (0, 0), "nothing waits");
        _gateway.Logs.Lines.ShouldContain(line => line.Event == SyntheticTelemetry.Events.WebhookHandled && line.Text.Contains("evt_1") && line.Text.Contains("replayed by user:anna"));
    }

    [Fact]
    public async Task Delete_OfADeadOne_ForgetsItAndIsAudited()
    {
        await DieAsync("evt_1");
        var id = await IdAsync();

        (await _gateway.HandleAsync(HttpMethod.Delete, id, actor: "nobody")).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await _gateway.HandleAsync(HttpMethod.Delete, id)).StatusCode.ShouldBe(HttpStatusCode.NoContent);
        (await _gateway.HandleAsync(HttpMethod.Delete, id)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await _gateway.CountAsync()).ShouldBe((0, 0));
        Directory.GetFiles(_data.File("webhooks")).ShouldBeEmpty();
        _gateway.Logs.Lines.ShouldContain(line => line.Event == SyntheticTelemetry.Events.WebhookHandled && line.Text.Contains("deleted by user:anna"));
    }

    private async Task DieAsync(string id)
    {
        _shop.Status = 500;
        (await _gateway.Customer.SendAsync(id, Now)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _shop.Status = 400;
        await Stripe.UntilAsync(async () => await _gateway.CountAsync() == (0, 1), "a dead letter");
    }

    private async Task<string> IdAsync() => (await _gateway.WebhooksAsync()).GetProperty("items")[0].GetProperty("id").GetString()!;
}
