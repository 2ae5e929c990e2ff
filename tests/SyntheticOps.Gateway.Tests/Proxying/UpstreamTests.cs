using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>GW-02 and several destinations: health, weights, a canary, and clients who run away.</summary>
public sealed class UpstreamTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

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
    public async Task Weights_ShareTheRequests()
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
    public async Task Weight_Zero_TakesNone()
    {
        await using var main = await StubShop.StartAsync();
        await using var canary = await StubShop.StartAsync();
        await using var gateway = await StartAsync(main.Url, canary.Url, "ReverseProxy:Clusters:shop:Destinations:b:Metadata:Weight=0");
        for (var i = 0; i < 100; i++)
        {
            (await gateway.GetAsync("/")).EnsureSuccessStatusCode();
        }

        (main.Seen.Count, canary.Seen.Count).ShouldBe((100, 0));
    }

    /// <summary>Half of them in the middle of what they send, half in the middle of what they get.</summary>
    [Fact]
    public async Task Clients_WhoRunAway_OneThousand_DoNotMakeAShopUnhealthy()
    {
        const int Aborts = 1_000;
        var (begun, gone) = (0, 0);
        await using var shop = await StubShop.StartAsync(async context =>
        {
            Interlocked.Increment(ref begun);
            try
            {
                await context.Response.WriteAsync("begins", context.RequestAborted);
                await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException)
            {
                Interlocked.Increment(ref gone);
            }
        });
        await using var gateway = await StartAsync(shop.Url, shop.Url);
        await Parallel.ForAsync(0, Aborts, new ParallelOptions { MaxDegreeOfParallelism = 32, CancellationToken = RunningGateway.Token }, async (number, token) =>
        {
            using var client = new System.Net.Sockets.TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, gateway.Customer.BaseAddress!.Port, token);
            var body = number % 2 == 0 ? "Content-Length: 32000\r\n\r\n" + new string('x', 16_000) : "\r\n"; // enough that it is passed on at once
            await client.GetStream().WriteAsync(System.Text.Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: shop\r\n{body}"), token);
            if (number % 2 == 1)
            {
                (await client.GetStream().ReadAsync(new byte[4096], token)).ShouldBeGreaterThan(0);
            }

            client.Client.LingerState = new System.Net.Sockets.LingerOption(number % 4 < 2, 0); // with a reset, or a plain end
        });
        await UntilAsync(() => Volatile.Read(ref gone) >= Aborts / 2 && Volatile.Read(ref gone) == Volatile.Read(ref begun));

        TestContext.Current.TestOutputHelper?.WriteLine($"aborts={Aborts} seen_by_the_shop={begun}");
        State(gateway, "a").Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
        State(gateway, "b").Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
    }

    /// <summary>At most two intervals to be left out, one to come back: the shop holds each next look until the test has seen the state before it.</summary>
    [Fact]
    public async Task ActiveHealth_TwoBadLooksTakeAShopOut_OneGoodLookTakesItBack()
    {
        var looks = 0;
        TaskCompletionSource[] held = [new(), new()];
        await using var well = await StubShop.StartAsync();
        await using var flapping = await StubShop.StartAsync(async context =>
        {
            var look = Interlocked.Increment(ref looks);
            if (look is 3 or 4)
            {
                await held[look - 3].Task;
            }

            context.Response.StatusCode = look <= 2 ? 503 : 200;
        });
        await using var gateway = await StartAsync(
            well.Url, flapping.Url, "ReverseProxy:Clusters:shop:HealthCheck:Active:Enabled=true", "ReverseProxy:Clusters:shop:HealthCheck:Active:Path=/api/health",
            "ReverseProxy:Clusters:shop:HealthCheck:Active:Interval=00:00:00.2", "ReverseProxy:Clusters:shop:HealthCheck:Active:Timeout=00:01:00", "ReverseProxy:Clusters:shop:HealthCheck:Active:Policy=ConsecutiveFailures");

        await UntilAsync(() => State(gateway, "b").Health.Active == DestinationHealth.Unhealthy);
        looks.ShouldBeLessThanOrEqualTo(3); // two answered, the third waits
        held[0].SetResult();
        await UntilAsync(() => State(gateway, "b").Health.Active == DestinationHealth.Healthy);
        looks.ShouldBeLessThanOrEqualTo(4);
        held[1].SetResult();
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

    private static Task UntilAsync(Func<bool> holds) => Webhooks.Stripe.UntilAsync(() => Task.FromResult(holds()), "what the gateway or the shop notices");
}
