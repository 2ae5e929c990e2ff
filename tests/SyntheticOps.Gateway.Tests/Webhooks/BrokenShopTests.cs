using System.Net;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>A shop that answers 500, because its database is away, loses no payment; one event that it cannot digest holds nobody up.</summary>
public sealed class BrokenShopTests : IAsyncLifetime
{
    /// <summary>Between two tries.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private readonly TempFolder _data = new();
    private readonly FakeClock _clock = FakeClock.AtNoon();
    private PayingShop _shop = null!;
    private RunningGateway _gateway = null!;

    public async ValueTask InitializeAsync()
    {
        _shop = await PayingShop.StartAsync(_clock);
        _gateway = await RunningGateway.StartAsync(_data, _shop.Url, _clock, [.. Stripe.Buffered, "Webhooks:ShopTimeoutS=600"]);
    }

    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await _shop.DisposeAsync();
        _data.Dispose();
    }

    [Fact]
    public async Task Payments_WhileTheShopAnswers500ForAnHour_AreAllHandedOnOnce()
    {
        await StoreAsync(5);
        await PassAsync(TimeSpan.FromHours(1), Longest);
        (await _gateway.CountAsync()).ShouldBe((5, 0));

        _shop.Status = 200;
        await UntilAsync(() => _shop.Paid.Count == 5, Longest);

        await Stripe.UntilAsync(async () => await _gateway.CountAsync() == (0, 0), "nothing waits and nothing is dead");
        _shop.Paid.Values.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public async Task Payment_ThatTheShopBreaksOverWhileItTakesTheNext_IsDead()
    {
        await StoreAsync(3);
        _shop.Indigestible = "evt_0";
        _shop.Status = 200;

        await UntilAsync(() => _shop.Paid.Count == 2, Longest);

        await Stripe.UntilAsync(async () => await _gateway.CountAsync() == (0, 1), "a dead letter");
        _shop.Order.ShouldBe(["evt_1", "evt_2"]);
    }

    [Fact]
    public async Task Payment_ThatTheShopBreaksOverForThreeDays_IsDead()
    {
        await StoreAsync(1);
        await PassAsync(TimeSpan.FromHours(1), Longest);
        (await _gateway.CountAsync()).ShouldBe((1, 0));

        _clock.Advance(TimeSpan.FromHours(72));

        await Stripe.UntilAsync(_clock, async () => await _gateway.CountAsync() == (0, 1), "a dead letter");
    }

    private async Task StoreAsync(int count)
    {
        _shop.Status = 500;
        for (var i = 0; i < count; i++)
        {
            (await _gateway.Customer.SendAsync($"evt_{i}", _clock.GetUtcNow())).StatusCode.ShouldBe(HttpStatusCode.OK);
        }
    }

    /// <summary>Each step waits until the shop was asked once more.</summary>
    private async Task PassAsync(TimeSpan whole, TimeSpan step)
    {
        for (var passed = TimeSpan.Zero; passed < whole; passed += step)
        {
            var seen = _shop.Seen.Count;
            await UntilAsync(() => _shop.Seen.Count > seen, step);
        }
    }

    /// <summary>Lets the shop answer before the clock goes on, so that no time limit of the gateway ends meanwhile.</summary>
    private Task UntilAsync(Func<bool> holds, TimeSpan step) => Stripe.UntilAsync(async () =>
    {
        _clock.Advance(step);
        for (var i = 0; i < 50 && !holds(); i++)
        {
            await Task.Delay(10, RunningGateway.Token);
        }

        return holds();
    }, "what is waited for");
}
