using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Yarp.ReverseProxy;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>GW-01: whatever goes wrong at a shop has one answer within the limit; of two shops with one broken, at most 1 % of 2,000 readers notice before it is left out, and nobody after.</summary>
public sealed class UpstreamFaultTests : IDisposable
{
    private const int Requests = 2_000;
    private const int Customers = 8;

    /// <summary>Short, where a test waits for it; a good shop has to answer within it on a busy machine, too.</summary>
    private const string HangingEnds = "00:00:02";

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    /// <summary>0: the answer had begun, so the connection ends.</summary>
    [Theory]
    [InlineData("down", 502)]
    [InlineData("reset", 502)]
    [InlineData("hang", 504)]
    [InlineData("slow first byte", 200)]
    [InlineData("slow body", 200)]
    [InlineData("stalled body", 0)]
    [InlineData("garbage", 502)]
    [InlineData("huge header", 502)]
    [InlineData("truncated", 0)]
    [InlineData("closes at random", 200)]
    [InlineData("1xx flood", 502)]
    public async Task Fault_OfTheOnlyShop_HasItsStatus(string fault, int expected)
    {
        await using var faulty = new FaultyShop(fault);
        await using var gateway = await RunningGateway.StartAsync(_data, faulty.Url, null, [.. Shops(faulty.Url), $"ReverseProxy:Clusters:shop:HttpRequest:ActivityTimeout={(expected == 200 ? "00:00:30" : HangingEnds)}"]);
        var started = TimeProvider.System.GetTimestamp();

        var status = await StatusAsync(gateway);

        var took = TimeProvider.System.GetElapsedTime(started);
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fault={fault} status={status} took={took.TotalSeconds:0.00} (target: at most 3 s)"));
        status.ShouldBe(expected);
        took.ShouldBeLessThan(TimeSpan.FromSeconds(30)); // the default time-outs are 30 and 60 s
    }

    [Theory]
    [InlineData("down")]
    [InlineData("reset")]
    [InlineData("hang")]
    [InlineData("stalled body")]
    [InlineData("garbage")]
    [InlineData("huge header")]
    [InlineData("truncated")]
    [InlineData("1xx flood")]
    public async Task Fault_OfOneOfTwo_IsLeftOut(string fault)
    {
        await using var good = await StubShop.StartAsync(context => context.Response.WriteAsync("shop"));
        await using var faulty = new FaultyShop(fault);
        await using var gateway = await StartAsync(good.Url, faulty.Url, fault is "hang" or "stalled body" ? HangingEnds : "00:00:30");

        await IsLeftOutAsync(gateway, fault);
    }

    /// <summary>Half-open: a process that is stopped has a kernel that still accepts.</summary>
    [Fact]
    public async Task StoppedProcess_OfOneOfTwo_IsLeftOut()
    {
        await using var good = await StubShop.StartAsync(context => context.Response.WriteAsync("shop"));
        using var folder = new TempFolder();
        using var stopped = await GatewayProcess.StartAsync(folder, ("services__parfumerie__http__0", good.Url));
        await using var gateway = await StartAsync(good.Url, stopped.Http.ToString(), HangingEnds);
        (await StatusAsync(gateway)).ShouldBe(200);
        await stopped.SignalAsync("STOP");
        try
        {
            await IsLeftOutAsync(gateway, "half-open");
        }
        finally
        {
            await stopped.SignalAsync("CONT");
        }
    }

    [Theory]
    [InlineData("slow first byte")]
    [InlineData("slow body")]
    [InlineData("closes at random")]
    public async Task Fault_ThatCostsNobodyAnAnswer_LeavesNobodyOut(string fault)
    {
        await using var good = await StubShop.StartAsync(context => context.Response.WriteAsync("shop"));
        await using var faulty = new FaultyShop(fault);
        await using var gateway = await StartAsync(good.Url, faulty.Url, "00:00:30");

        (await AskAsync(gateway, () => false)).ShouldBe((Requests, 0));
        Broken(gateway).Health.Passive.ShouldNotBe(DestinationHealth.Unhealthy);
    }

    /// <summary>Readers until it is noticed, and 2,000 after. An answer that was on its way meanwhile may bring it back once; who notices that counts, too.</summary>
    private static async Task IsLeftOutAsync(RunningGateway gateway, string fault)
    {
        var (before, failed) = await AskAsync(gateway, () => IsLeftOut(gateway), most: 1_000_000);
        var (after, failedAfter) = await AskAsync(gateway, () => false);
        for (; failedAfter > 0 && failed + failedAfter <= Requests / 100; (after, failedAfter) = await AskAsync(gateway, () => false))
        {
            (before, failed) = (before + after, failed + failedAfter);
        }

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fault={fault} before={before} failed={failed} (target: {Requests / 100}) after={after} failed_after={failedAfter}"));
        failed.ShouldBeLessThanOrEqualTo(Requests / 100);
        (after, failedAfter).ShouldBe((Requests, 0));
        IsLeftOut(gateway).ShouldBeTrue();
    }

    private static async Task<(int Asked, int Failed)> AskAsync(RunningGateway gateway, Func<bool> isEnough, int most = Requests)
    {
        var (begun, asked, failed) = (0, 0, 0);
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref begun) <= most && !isEnough())
            {
                var status = await StatusAsync(gateway);
                Interlocked.Increment(ref asked);
                if (status != 200)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })));
        return (asked, failed);
    }

    private static DestinationState Broken(RunningGateway gateway) => gateway.Services.GetRequiredService<IProxyStateLookup>().GetClusters().Single().Destinations["b"];

    private static bool IsLeftOut(RunningGateway gateway) => Broken(gateway).Health.Passive == DestinationHealth.Unhealthy;

    private static async Task<int> StatusAsync(RunningGateway gateway)
    {
        try
        {
            using var answer = await gateway.GetAsync("/");
            var text = await answer.Content.ReadAsStringAsync(RunningGateway.Token);
            return answer.StatusCode == HttpStatusCode.OK && text != "shop" ? 0 : (int)answer.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return 0;
        }
    }

    private static IEnumerable<string> Shops(params string[] urls) =>
    [
        "ReverseProxy:Routes:shop:ClusterId=shop", "ReverseProxy:Routes:shop:Match:Path={**path}",
        .. urls.Select((url, i) => $"ReverseProxy:Clusters:shop:Destinations:{(char)('a' + i)}:Address={url}"),
    ];

    /// <summary>As by default, but that a hanging shop costs less than 30 s, and that what is left out stays out.</summary>
    private Task<RunningGateway> StartAsync(string good, string broken, string activity) => RunningGateway.StartAsync(
        _data, good, null,
        [
            .. Shops(good, broken), $"ReverseProxy:Clusters:shop:HttpRequest:ActivityTimeout={activity}",
            "ReverseProxy:Clusters:shop:HealthCheck:Passive:Enabled=true", "ReverseProxy:Clusters:shop:HealthCheck:Passive:ReactivationPeriod=01:00:00",
        ]);
}
