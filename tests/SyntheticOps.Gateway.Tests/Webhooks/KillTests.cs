using System.Collections.Concurrent;

namespace SyntheticOps.Gateway.Tests.Webhooks;

/// <summary>kill -9 in the middle of a storm of payments: nothing is lost, and no kill costs more than one repeat.</summary>
public sealed class KillTests(ITestOutputHelper output) : IDisposable
{
    private const int Events = 400;
    private const int Kills = 6;
    private const int Senders = 4;

    private readonly TempFolder _data = new();
    private readonly ConcurrentQueue<string> _toSend = new(Enumerable.Range(0, Events).Select(i => $"evt_{i}"));
    private int _acknowledged;
    private volatile Uri? _address;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task Kills_WhileStoringAndReplaying_NothingIsLostAndOneRepeatAKill()
    {
        await using var shop = await PayingShop.StartAsync();
        shop.Work = TimeSpan.FromMilliseconds(8);
        shop.Status = 503;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(() => SendAllAsync(stop.Token), stop.Token)).ToArray();
        try
        {
            await StormAsync(shop);
        }
        finally
        {
            await stop.CancelAsync();
        }

        await Task.WhenAll(senders);
        var repeats = shop.Deliveries.Values.Sum() - Events;
        output.WriteLine($"events={Events} kills={Kills} lost={Events - shop.Deliveries.Count} repeats={repeats} paid_twice={shop.Paid.Values.Count(count => count > 1)}");
        repeats.ShouldBeLessThanOrEqualTo(Kills);
        shop.Paid.Count.ShouldBe(Events);
        shop.Paid.Values.ShouldAllBe(count => count == 1);
        shop.Refused.ShouldBe(0);
    }

    private async Task StormAsync(PayingShop shop)
    {
        // Half of the kills while the shop is down and everything is stored, half while it is up and the queue is replayed.
        for (var kill = 1; kill <= Kills; kill++)
        {
            using var gateway = await StartAsync(shop);
            shop.Status = kill > Kills / 2 ? 200 : 503;
            var (acknowledged, delivered) = (_acknowledged + 20, shop.Deliveries.Count + 15);
            await Stripe.UntilAsync(() => Task.FromResult(kill > Kills / 2 ? shop.Deliveries.Count >= delivered : _acknowledged >= acknowledged), $"work before kill {kill}");
            gateway.Kill();
            _address = null;
        }

        using var last = await StartAsync(shop);
        await Stripe.UntilAsync(() => Task.FromResult(_acknowledged == Events && shop.Deliveries.Count == Events), () => $"{_acknowledged} taken and {shop.Deliveries.Count} delivered of {Events}", TimeSpan.FromMinutes(3));
    }

    private async Task<GatewayProcess> StartAsync(PayingShop shop)
    {
        var gateway = await GatewayProcess.StartAsync(
            _data, ("services__parfumerie__http__0", shop.Url), ("STRIPE_WEBHOOK_SECRET", PayingShop.Secret),
            ("Webhooks__Routes__stripe__Path", PayingShop.Path), ("Webhooks__Routes__stripe__Scheme", "stripe"));
        _address = gateway.Http;
        return gateway;
    }

    /// <summary>As Stripe does: each event again and again until somebody says 2xx.</summary>
    private async Task SendAllAsync(CancellationToken token)
    {
        using var client = new HttpClient();
        while (_toSend.TryDequeue(out var id))
        {
            while (!await IsTakenAsync(client, id, token))
            {
                await Task.Delay(5, token);
            }

            Interlocked.Increment(ref _acknowledged);
        }
    }

    private async Task<bool> IsTakenAsync(HttpClient client, string id, CancellationToken token)
    {
        if (_address is not { } address)
        {
            return false;
        }

        var body = PayingShop.Event(id);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, PayingShop.Path)) { Content = new ByteArrayContent(body) };
        request.Headers.TryAddWithoutValidation("Stripe-Signature", PayingShop.Sign(body, TimeProvider.System.GetUtcNow()));
        try
        {
            using var answer = await client.SendAsync(request, token);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // the gateway was killed meanwhile
        }
    }
}
