using SyntheticOps.Collector.Alerting;

namespace SyntheticOps.Collector.Tests.Alerting;

/// <summary>What every channel keeps: it posts once, says what may be retried, honours the token and shows no secret.</summary>
public abstract class AlertChannelContract : IAsyncLifetime
{
    private Receiver? _receiver;

    private protected Receiver Receiver => _receiver!;

    private protected FakeClock Clock { get; } = new(new DateTimeOffset(2025, 11, 24, 8, 0, 0, TimeSpan.Zero));

    private protected AlertMessage Message { get; } = new("msg_1", Alerts.Opened);

    /// <summary>The channel under test, pointed at that receiver.</summary>
    private protected abstract IAlertChannel Create(Receiver receiver);

    public async ValueTask InitializeAsync() => _receiver = await Receiver.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await Receiver.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task SendAsync_Taken_PostsOnce()
    {
        (await SendAsync()).ShouldBe(new Delivery.Delivered());
        Receiver.All.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(400, false)]
    [InlineData(401, false)]
    [InlineData(404, false)]
    [InlineData(410, false)]
    [InlineData(302, false)]
    [InlineData(307, false)]
    [InlineData(408, true)]
    [InlineData(429, true)]
    [InlineData(500, true)]
    [InlineData(503, true)]
    public async Task SendAsync_Status_IsFinalOrRetried(int status, bool retried)
    {
        Receiver.Answer(context =>
        {
            context.Response.StatusCode = status;
            context.Response.Headers.Location = "/elsewhere";
            return Task.CompletedTask;
        });

        var delivery = await SendAsync();

        (delivery is Delivery.RetryLater).ShouldBe(retried);
        (delivery is Delivery.Rejected).ShouldBe(!retried);
        Receiver.All.Count.ShouldBe(1);
    }

    [Fact]
    public async Task SendAsync_RetryAfter_IsPassedOn()
    {
        Receiver.Answer(context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "17";
            return Task.CompletedTask;
        });

        (await SendAsync()).ShouldBeOfType<Delivery.RetryLater>().After.ShouldBe(TimeSpan.FromSeconds(17));
    }

    [Fact]
    public async Task SendAsync_NoAnswer_IsRetriedAfterTenSeconds()
    {
        var arrived = new TaskCompletionSource();
        Receiver.Answer(async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        });
        var sending = SendAsync();
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        Clock.Advance(TimeSpan.FromSeconds(10));

        (await sending).ShouldBeOfType<Delivery.RetryLater>();
    }

    [Fact]
    public async Task SendAsync_ConnectionLost_IsRetriedAndNamesNoAddress()
    {
        Receiver.Answer(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var text = (await SendAsync()).ShouldBeOfType<Delivery.RetryLater>().Reason;

        text.ShouldNotContain("127.0.0.1");
        text.ShouldNotContain("secret");
    }

    [Fact]
    public async Task SendAsync_Cancelled_Throws()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => Create(Receiver).SendAsync(Message, cancelled.Token));
    }

    private protected Task<Delivery> SendAsync() => Create(Receiver).SendAsync(Message, TestContext.Current.CancellationToken);
}
