using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Http;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>GW-12, small: what 1,000 requests a second are in 5 s, from 64 customers, 1 KiB each: none fails. Rates, latency and memory of 60 s: bench/gateway-limits.cs.</summary>
public sealed class LoadTests : IDisposable
{
    private const int Requests = 5_000;
    private const int Customers = 64;

    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task FiveThousand_OfSixtyFourCustomers_NoneFails()
    {
        var body = new string('x', 1024);
        await using var shop = await StubShop.StartAsync(context => context.Response.WriteAsync(body));
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url);
        var (begun, wrong) = (0, 0);
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Customers).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref begun) <= Requests)
            {
                using var answer = await gateway.GetAsync("/");
                if (answer.StatusCode != HttpStatusCode.OK || await answer.Content.ReadAsStringAsync(RunningGateway.Token) != body)
                {
                    Interlocked.Increment(ref wrong);
                }
            }
        })));

        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"requests={Requests} wrong={wrong} per_s={Requests / TimeProvider.System.GetElapsedTime(started).TotalSeconds:0} (target: 1000)"));
        wrong.ShouldBe(0);
        shop.Seen.Count.ShouldBe(Requests);
    }
}
