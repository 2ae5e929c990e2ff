using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>GW-01 and GW-02 with several destinations: one is dead, one is a canary, clients run away.</summary>
public sealed class UpstreamTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task OneOfTwoIsDead_NoReadingRequestFails()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url, "http://127.0.0.1:1");
        var failed = 0;
        for (var i = 0; i < 500; i++)
        {
            failed += (await gateway.GetAsync("/")).IsSuccessStatusCode ? 0 : 1;
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"requests=500 failed={failed}"));
        failed.ShouldBe(0);
        shop.Seen.Count.ShouldBe(500);
        State(gateway, "b").Health.Passive.ShouldBe(DestinationHealth.Unhealthy);
        State(gateway, "a").Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
    }

    [Fact]
    public async Task Post_ToADeadDestination_IsNotSentTwice()
    {
        var posts = 0;
        await using var shop = await StubShop.StartAsync(context =>
        {
            Interlocked.Increment(ref posts);
            return Task.CompletedTask;
        });
        await using var gateway = await StartAsync(shop.Url, "http://127.0.0.1:1", "ReverseProxy:Clusters:shop:LoadBalancingPolicy=RoundRobin");
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 6; i++)
        {
            using var answer = await gateway.Customer.PostAsync("/order", new StringContent("x"), RunningGateway.Token);
            statuses.Add(answer.StatusCode);
        }

        statuses.Count(status => status == HttpStatusCode.OK).ShouldBe(posts);
        statuses.Count(status => status == HttpStatusCode.BadGateway).ShouldBe(6 - posts);
        posts.ShouldBe(3);
    }

    [Fact]
    public async Task Weights_ShareTheRequests_AndZeroTakesNone()
    {
        await using var main = await StubShop.StartAsync();
        await using var canary = await StubShop.StartAsync();
        await using var gateway = await StartAsync(main.Url, canary.Url, "ReverseProxy:Clusters:shop:Destinations:a:Metadata:Weight=90", "ReverseProxy:Clusters:shop:Destinations:b:Metadata:Weight=10");
        for (var i = 0; i < 400; i++)
        {
            (await gateway.GetAsync("/")).EnsureSuccessStatusCode();
        }

        canary.Seen.Count.ShouldBeInRange(10, 90); // 40 on average; six standard deviations are 36
        (main.Seen.Count + canary.Seen.Count).ShouldBe(400);
    }

    [Fact]
    public async Task Clients_WhoRunAway_DoNotMakeAShopUnhealthy()
    {
        await using var shop = await StubShop.StartAsync(async context =>
        {
            await context.Response.WriteAsync("begins", context.RequestAborted);
            await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System, context.RequestAborted);
        });
        await using var gateway = await StartAsync(shop.Url, shop.Url);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(async _ =>
        {
            using var answer = await gateway.GetAsync("/"); // headers only, then gone
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        }));

        State(gateway, "a").Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
        State(gateway, "b").Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
    }

    [Fact]
    public async Task ActiveHealth_TakesASickShopOut_AndBack()
    {
        var sick = true;
        await using var well = await StubShop.StartAsync();
        await using var flapping = await StubShop.StartAsync(context =>
        {
            context.Response.StatusCode = Volatile.Read(ref sick) && context.Request.Path == "/api/health" ? 503 : 200;
            return Task.CompletedTask;
        });
        await using var gateway = await StartAsync(
            well.Url, flapping.Url, "ReverseProxy:Clusters:shop:HealthCheck:Active:Enabled=true", "ReverseProxy:Clusters:shop:HealthCheck:Active:Path=/api/health",
            "ReverseProxy:Clusters:shop:HealthCheck:Active:Interval=00:00:00.2", "ReverseProxy:Clusters:shop:HealthCheck:Active:Policy=ConsecutiveFailures");

        await UntilAsync(() => State(gateway, "b").Health.Active == DestinationHealth.Unhealthy);
        Volatile.Write(ref sick, false);
        await UntilAsync(() => State(gateway, "b").Health.Active == DestinationHealth.Healthy);
        State(gateway, "a").Health.Active.ShouldBe(DestinationHealth.Healthy);
    }

    private static DestinationState State(RunningGateway gateway, string destination) =>
        gateway.Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single().Destinations[destination];

    private Task<RunningGateway> StartAsync(string a, string b, params string[] more) => RunningGateway.StartAsync(
        _data, a, null,
        [
            "ReverseProxy:Routes:shop:ClusterId=shop", "ReverseProxy:Routes:shop:Match:Path={**path}",
            $"ReverseProxy:Clusters:shop:Destinations:a:Address={a}", $"ReverseProxy:Clusters:shop:Destinations:b:Address={b}", .. more,
        ]);

    private static async Task UntilAsync(Func<bool> holds)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!holds())
        {
            TimeProvider.System.GetElapsedTime(started).ShouldBeLessThan(TimeSpan.FromSeconds(30));
            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, RunningGateway.Token);
        }
    }
}
