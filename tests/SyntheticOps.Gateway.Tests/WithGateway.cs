namespace SyntheticOps.Gateway.Tests;

/// <summary>Tests of one gateway in front of one shop, both new for each test.</summary>
/// <param name="fakeClock">Whether the gateway lives by <see cref="Clock"/>.</param>
public abstract class WithGateway(bool fakeClock = false) : IAsyncLifetime
{
    private readonly TempFolder _data = new();

    private protected FakeClock Clock { get; } = FakeClock.AtNoon();

    private protected RunningGateway Gateway { get; private set; } = null!;

    private protected StubShop Shop { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Shop = await StubShop.StartAsync();
        Gateway = await StartAsync();
    }

    /// <summary>Another gateway with the data of this one, after a while.</summary>
    private protected async Task RestartAsync(TimeSpan away)
    {
        await Gateway.DisposeAsync();
        Clock.Advance(away);
        Gateway = await StartAsync();
    }

    private Task<RunningGateway> StartAsync() => RunningGateway.StartAsync(_data, Shop.Url, fakeClock ? Clock : null);

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Shop.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }
}
