using System.Net;
using SyntheticOps.Gateway.Guard.Rates;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Gateway.Tests.Guard.Rates;

public sealed class RateLimitsTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Limit_CountsEachClientApart_OnItsPathsAndMethodsOnly()
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await RunningGateway.StartAsync(
            _data, shop.Url, null, "Customers:KnownProxies:0=127.0.0.1",
            "Guard:Rates:api:Paths:0=/api", "Guard:Rates:api:Methods:0=GET", "Guard:Rates:api:Requests=2", "Guard:Rates:api:PerS=3600");

        (await ManyAsync(gateway, "/api/x", "203.0.113.7", 4)).ShouldBe([200, 200, 429, 429]);
        (await ManyAsync(gateway, "/API/y", "203.0.113.7", 1)).ShouldBe([429]);
        (await ManyAsync(gateway, "/apiary", "203.0.113.7", 1)).ShouldBe([200]);
        (await ManyAsync(gateway, "/api/x", "203.0.113.8", 3)).ShouldBe([200, 200, 429]);
        (await ManyAsync(gateway, "/api/x", "2001:db8::1", 2)).ShouldBe([200, 200]);
        (await ManyAsync(gateway, "/api/x", "2001:db8::2", 1)).ShouldBe([429]); // the same /64
        (await ManyAsync(gateway, "/api/x", "2001:db8:0:1::2", 1)).ShouldBe([200]);

        var refused = await gateway.GetAsync("/api/x", ("X-Forwarded-For", "203.0.113.7"));
        refused.Headers.RetryAfter!.Delta.ShouldBe(TimeSpan.FromSeconds(900));
        refused.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        var probe = ProbeSignature.Create(RunningGateway.ProbeKey, "0123456789abcdef0123456789abcdef", gateway.Customer.BaseAddress!.Authority, TimeProvider.System.GetUtcNow());
        (await gateway.GetAsync("/api/x", ("X-Forwarded-For", "203.0.113.7"), (Names.Headers.SyntheticProbe, probe))).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("Guard:Rates:api:Requests=0", "Guard:Rates")]
    [InlineData("Guard:Rates:api:Paths:0=api", "Guard:Rates:api:Paths: 'api': expected a path that starts with /, such as /login.")]
    [InlineData("Guard:Rate:api:Requests=1", "Rate")]
    [InlineData("Guard:Lists:NeverBlock:0=me", "Guard:Lists:NeverBlock: 'me': expected an address")]
    public async Task Options_Wrong_StopTheStart(string setting, string contains)
    {
        var failure = await Should.ThrowAsync<Exception>(async () =>
        {
            await using var app = RunningGateway.Build(_data.Path, new LogSink(), null, setting);
            await app.StartAsync(RunningGateway.Token);
        });

        failure.Message.ShouldContain(contains.Split(':')[^1]);
    }

    [Fact]
    public void Clients_BeyondTheBound_ShareWindows()
    {
        using var limit = new RateLimit("all", new RateOptions { Requests = 1_000_000, PerS = 3_600 }, FakeClock.AtNoon());
        for (ulong i = 0; i < 120_000; i++)
        {
            limit.TryPass(new ClientKey(i, true)).ShouldBeTrue();
        }

        limit.Windows.ShouldBeLessThanOrEqualTo(100_000 + 1_024);
    }

    private static async Task<int[]> ManyAsync(RunningGateway gateway, string path, string address, int times)
    {
        var seen = new int[times];
        for (var i = 0; i < times; i++)
        {
            seen[i] = (int)(await gateway.GetAsync(path, ("X-Forwarded-For", address))).StatusCode;
        }

        return seen;
    }
}
