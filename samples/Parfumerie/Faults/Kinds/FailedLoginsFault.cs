using System.Net;
using System.Net.Sockets;

namespace Parfumerie.Faults.Kinds;

/// <summary>
/// `failed-logins{addresses,perAddress}`: somebody tries passwords from many addresses. Each address is a real socket bound to
/// 127.1.x.y that goes through the gateway as a customer would. The fault is over when the burst is.
/// </summary>
internal sealed class FailedLoginsFault(IConfiguration configuration, ILogger<FailedLoginsFault> log) : IFault
{
    /// <summary>Where customers enter: the gateway, by service discovery or at its own port.</summary>
    private const string Discovered = "services:gateway:http:0";
    private const string DefaultGateway = "http://127.0.0.1:5080";

    /// <summary>Addresses at work at once.</summary>
    private const int AtOnce = 8;

    public string Name => "failed-logins";

    public IReadOnlyList<FaultField> Fields { get; } =
    [
        new("addresses", FaultFieldKind.Number) { Maximum = 250, Default = 20 },
        new("perAddress", FaultFieldKind.Number) { Maximum = 50, Default = 5 },
    ];

    public async Task StartAsync(ActiveFault fault, CancellationToken token)
    {
        var gateway = new Uri(configuration[Discovered] is { Length: > 0 } given ? given : DefaultGateway);
        try
        {
            await TryAsync(gateway, 0, 1, token);
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            throw new FaultRefusedException($"No login from {Address(0)} through {gateway}: {e.Message}");
        }

        _ = BurstAsync(gateway, fault);
    }

    private static IPAddress Address(int index) => new([127, 1, (byte)(index / 200), (byte)(index % 200 + 1)]);

    /// <summary>All but the first attempt of the first address, which is made already.</summary>
    private async Task BurstAsync(Uri gateway, ActiveFault fault)
    {
        try
        {
            await Parallel.ForEachAsync(
                Enumerable.Range(0, fault.Params.Number("addresses")),
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = fault.Ended },
                async (index, token) => await TryAsync(gateway, index, fault.Params.Number("perAddress") - (index == 0 ? 1 : 0), token));
        }
        catch (OperationCanceledException)
        {
            return;
        }
        catch (Exception e) when (e is HttpRequestException or SocketException)
        {
            log.BurstBroke(e);
        }

        await fault.FinishAsync();
    }

    private static async Task TryAsync(Uri gateway, int index, int tries, CancellationToken token)
    {
        using var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            ConnectCallback = (context, cancel) => ConnectAsync(Address(index), context.DnsEndPoint, cancel),
        };
        using var client = new HttpClient(handler) { BaseAddress = gateway, Timeout = TimeSpan.FromSeconds(30) };
        for (var i = 0; i < tries; i++)
        {
            var page = await client.GetStringAsync("/connexion", token);
            using var form = new FormUrlEncodedContent(
            [
                new("email", $"client{index}@example.com"),
                new("password", $"motdepasse{i}"),
                new("jeton", FormToken.Find(page) ?? throw new HttpRequestException("the login page has no form")),
            ]);
            using var answer = await client.PostAsync("/connexion", form, token);
            if (answer.StatusCode != HttpStatusCode.Unauthorized)
            {
                throw new HttpRequestException($"a wrong password was answered with {(int)answer.StatusCode}");
            }
        }
    }

    private static async ValueTask<Stream> ConnectAsync(IPAddress from, DnsEndPoint to, CancellationToken token)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            socket.Bind(new IPEndPoint(from, 0));
            await socket.ConnectAsync(to.Host is "localhost" ? new DnsEndPoint("127.0.0.1", to.Port) : to, token);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
