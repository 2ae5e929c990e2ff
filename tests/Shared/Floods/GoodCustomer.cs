using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;

namespace SyntheticOps.Testing.Floods;

/// <summary>Somebody who just wants the shop while others attack: each request on a new connection or an old one, HTTP/1.1 and, over TLS, HTTP/2 in turn.</summary>
internal sealed class GoodCustomer : IAsyncDisposable
{
    private static readonly IPAddress Address = IPAddress.Parse("127.0.0.2");

    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _wrong = [];
    private readonly ConcurrentQueue<TimeSpan> _times = [];
    private readonly Task _loop;

    public GoodCustomer(Uri gateway) => _loop = Task.Run(() => RunAsync(gateway));

    public int Answered => _times.Count;

    /// <summary>How long each answer took, with its connection where that was new.</summary>
    public IReadOnlyCollection<TimeSpan> Times => _times;

    /// <summary>What was not the shop's answer.</summary>
    public IReadOnlyCollection<string> Wrong => _wrong;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _stop.Dispose();
    }

    private async Task RunAsync(Uri gateway)
    {
        using var kept = Client(gateway);
        for (var number = 0; !_stop.IsCancellationRequested; number++)
        {
            using var fresh = number % 4 < 2 ? Client(gateway) : null;
            var started = TimeProvider.System.GetTimestamp();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, $"/shelf/{number}") { Version = number % 2 == 0 || gateway.Scheme == Uri.UriSchemeHttp ? HttpVersion.Version11 : HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
                using var answer = await (fresh ?? kept).SendAsync(request, CancellationToken.None);
                var text = await answer.Content.ReadAsStringAsync(CancellationToken.None);
                if (answer.StatusCode != HttpStatusCode.OK || text != $"shop /shelf/{number}")
                {
                    _wrong.Enqueue($"{number}: {(int)answer.StatusCode} {text}");
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                _wrong.Enqueue($"{number}: {e.Message}");
            }

            _times.Enqueue(TimeProvider.System.GetElapsedTime(started));
            await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
        }
    }

    private static HttpClient Client(Uri gateway) => new(new SocketsHttpHandler
    {
        ConnectCallback = async (_, token) => new NetworkStream(await FromAddress.ConnectAsync(gateway, Address, token), ownsSocket: true),
        SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" },
        UseCookies = false,
    })
    { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
}
