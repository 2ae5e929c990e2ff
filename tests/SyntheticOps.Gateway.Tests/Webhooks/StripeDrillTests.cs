using System.Net;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Tests.Webhooks;

public sealed class StripeDrillTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Payments_WhileTheShopIsDownFor10Minutes_EachOrderIsPaidOnce()
    {
        var clock = FakeClock.AtNoon();
        await using var shop = await PayingShop.StartAsync(clock);
        await using var gateway = await RunningGateway.StartAsync(_data, shop.Url, clock, [.. Stripe.Buffered, "Webhooks:ShopTimeoutS=600"]);
        var signatures = new List<string>();
        shop.Status = 503;

        for (var i = 0; i < 40; i++)
        {
            var body = PayingShop.Event($"evt_{i}");
            signatures.Add(PayingShop.Sign(body, clock.GetUtcNow()));
            var answer = await gateway.Customer.SendAsync($"evt_{i}", clock.GetUtcNow(), signatures[i]);
            answer.StatusCode.ShouldBe(HttpStatusCode.OK);
            clock.Advance(TimeSpan.FromSeconds(15));
        }

        // What a raw replay would meet: half of the signatures are too old by now.
        Enumerable.Range(0, 40).Count(i => !shop.Holds(PayingShop.Event($"evt_{i}"), signatures[i])).ShouldBe(20);
        shop.Paid.ShouldBeEmpty();
        shop.Status = 200;
        await Stripe.UntilAsync(clock, () => Task.FromResult(shop.Paid.Count == 40), "40 payments");
        await Stripe.UntilAsync(async () => await gateway.CountAsync() == (0, 0), "nothing waits");

        shop.Paid.Values.ShouldAllBe(count => count == 1);
        shop.Deliveries.Values.ShouldAllBe(count => count == 1);
        shop.Order.ShouldBe(Enumerable.Range(0, 40).Select(i => $"evt_{i}"));
        shop.Refused.ShouldBe(0);
        shop.Seen.TakeLast(40).Select(headers => headers[Names.Headers.OriginalSignature]).ShouldBe(signatures);
    }
}
