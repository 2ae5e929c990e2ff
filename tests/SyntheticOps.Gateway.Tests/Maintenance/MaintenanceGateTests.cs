using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Http;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Tests.Maintenance;

public sealed class MaintenanceGateTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Switch_UnderRequests_EveryLaterRequestObeysAndTheShopSeesNone()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        using var stop = new CancellationTokenSource();
        var codes = new ConcurrentBag<HttpStatusCode>();
        var customers = Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            while (!stop.IsCancellationRequested)
            {
                codes.Add((await gateway.GetAsync("/")).StatusCode);
            }
        })).ToArray();

        for (var round = 0; round < 5; round++)
        {
            await gateway.SwitchAsync("on");
            for (var i = 0; i < 10; i++)
            {
                (await gateway.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
            }

            await MoreAsync();
            await gateway.SwitchAsync("off");
            (await gateway.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
            await MoreAsync();
        }

        await stop.CancelAsync();
        await Task.WhenAll(customers);
        codes.Distinct().ShouldBe([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable], ignoreOrder: true);
        gateway.Logs.Lines.Count(line => line.Event == SyntheticTelemetry.Events.MaintenanceChanged).ShouldBe(10);

        Task MoreAsync()
        {
            var enough = codes.Count + (2 * customers.Length);
            return Webhooks.Stripe.UntilAsync(() => Task.FromResult(codes.Count >= enough), "answers to the customers");
        }
    }

    [Fact]
    public async Task Switch_RequestInFlight_Finishes()
    {
        var (arrived, release) = (new TaskCompletionSource(), new TaskCompletionSource());
        await using var shop = await StubShop.StartAsync(async context =>
        {
            arrived.TrySetResult();
            await release.Task;
            await context.Response.WriteAsync("paid");
        });
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        var inFlight = gateway.GetAsync("/checkout");
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), RunningGateway.Token);

        await gateway.SwitchAsync("on");
        release.SetResult();

        var answer = await inFlight;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        (await answer.Content.ReadAsStringAsync(RunningGateway.Token)).ShouldBe("paid");
    }

    [Fact]
    public async Task Restart_WhileOn_StaysOn()
    {
        await using var shop = await StubShop.StartAsync();
        await using (var first = await RunningGateway.StartAsync(_data, shop.Url))
        {
            await first.SwitchAsync("on");
        }

        await using var second = await RunningGateway.StartAsync(_data, shop.Url);

        (await second.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await second.StateAsync()).GetProperty("version").GetInt64().ShouldBe(1);
        await second.SwitchAsync("off");
        (await second.StateAsync()).GetProperty("version").GetInt64().ShouldBe(2);
    }

    [Fact]
    public async Task Answer_NoEndKnown_RetriesAfter120SecondsAndIsNotKept()
    {
        await using var gateway = await RunningGateway.StartAsync(_data, "http://127.0.0.1:1");
        await gateway.SwitchAsync("on");

        var answer = await gateway.GetAsync("/");

        answer.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        answer.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(120));
        answer.Headers.CacheControl!.NoStore.ShouldBeTrue();
    }

    [Fact]
    public async Task Answer_EndKnown_RetriesThenAndEndsByItself()
    {
        await using var shop = await StubShop.StartAsync();
        var clock = FakeClock.AtNoon();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, clock);
        await gateway.PutAsync(new { mode = "on", reason = "", until = clock.GetUtcNow().AddMinutes(10) });

        (await gateway.GetAsync("/")).Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromMinutes(10));
        clock.Advance(TimeSpan.FromMinutes(10));

        (await gateway.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Allow_AddressOrPath_Passes()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, null, "Maintenance:LetThrough:0=/api/health", "Maintenance:LetThrough:1=/status/*");
        await gateway.PutAsync(new { mode = "on", reason = "", allow = new[] { "/preview/*" } });

        (await gateway.GetAsync("/status/now")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/preview/a")).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await gateway.PutAsync(new { mode = "on", reason = "", allow = new[] { "127.0.0.0/8" } });

        (await gateway.GetAsync("/")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Scope_Paths_OthersPass()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        await gateway.PutAsync(new { mode = "on", reason = "", scope = new { paths = new[] { "/checkout" } } });

        (await gateway.GetAsync("/checkout/pay")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.GetAsync("/products")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/health")]
    [InlineData("/alive")]
    [InlineData("/api/health")]
    public async Task LetThrough_InMaintenance_Answers(string path)
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        await gateway.SwitchAsync("on");

        (await gateway.GetAsync(path)).StatusCode.ShouldBe(HttpStatusCode.OK);
        (await gateway.GetAsync("/api/healthy")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await gateway.Admin.GetAsync("/health", RunningGateway.Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }
}
