using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Prober.Proxy;

/// <summary>
/// The only way out for the browser of one run: a forward proxy on loopback that lives as long as the run. It knows CONNECT
/// (https, WebSocket) and plain HTTP/1.1, and looks at addresses, never at what is said.
/// </summary>
internal sealed class ForwardProxy : IAsyncDisposable
{
    private const int MaximumFailures = 100;

    private readonly CancellationTokenSource _stop = new();
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<string, DialFailure> _failures = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<Task, bool> _connections = new();
    private readonly ProbeDialer _dialer;
    private readonly Site _site;
    private readonly Task _accepting;

    public ForwardProxy(ProbeDialer dialer, Site site)
    {
        (_dialer, _site) = (dialer, site);
        _listener.Start();
        Address = new Uri($"http://{_listener.LocalEndpoint}");
        _accepting = AcceptAsync();
    }

    public Uri Address { get; }

    /// <summary>Why a host could not be reached, by `host:port`.</summary>
    public IReadOnlyDictionary<string, DialFailure> Failures => _failures;

    /// <summary>The same way out for a request of our own, without the browser.</summary>
    public async ValueTask<Stream> ConnectAsync(string host, int port, CancellationToken token)
    {
        var dial = await _dialer.ConnectAsync(_site, host, port, token);
        return dial.Socket is { } socket ? new NetworkStream(socket, ownsSocket: true) : throw new IOException(dial.Failure?.Message);
    }

    public DialFailure? FailureOf(Uri target) => _failures.GetValueOrDefault(KeyOf(target.IdnHost, target.Port));

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        await Task.WhenAll(_connections.Keys);
        _listener.Dispose();
        _stop.Dispose();
    }

    private static string KeyOf(string host, int port) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{host.Trim('[', ']')}:{port}");

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptSocketAsync(_stop.Token);
                client.NoDelay = true;
                var serving = ServeAsync(client);
                _connections[serving] = true;
                _ = serving.ContinueWith(done => _connections.TryRemove(done, out _), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    private async Task ServeAsync(Socket client)
    {
        await Task.Yield();
        using var _ = client;
        try
        {
            await using var stream = new NetworkStream(client, ownsSocket: false);
            if (await HeadReader.ReadAsync(stream, [], _stop.Token) is not { } read)
            {
                return;
            }

            if (RequestHead.Parse(read.Head) is not { } head)
            {
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
                return;
            }

            await ConnectAsync(stream, client, head, read.Behind);
        }
        catch (Exception e) when (e is IOException or SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // A connection that breaks is the browser's to report: it must not look like an orderly end.
            Reset(client);
        }
    }

    private async Task ConnectAsync(NetworkStream stream, Socket client, RequestHead head, byte[] rest)
    {
        var dial = await _dialer.ConnectAsync(_site, head.Host, head.Port, _stop.Token);
        if (dial.Socket is not { } socket)
        {
            if (_failures.Count < MaximumFailures && dial.Failure is { } failure)
            {
                _failures[KeyOf(head.Host, head.Port)] = failure;
            }

            if (head.IsTunnel)
            {
                await stream.WriteAsync("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray(), _stop.Token);
            }

            // Plain HTTP gets no answer at all: an answer of ours would pass for one of the target.
            return;
        }

        using (socket)
        await using (var origin = new NetworkStream(socket, ownsSocket: false))
        {
            _failures.TryRemove(KeyOf(head.Host, head.Port), out var _);
            await (head.IsTunnel
                ? Relay.TunnelAsync(stream, client, origin, socket, rest, _stop.Token)
                : Relay.ForwardAsync(stream, client, origin, socket, head, rest, _stop.Token));
        }
    }

    private static void Reset(Socket client)
    {
        try
        {
            client.LingerState = new LingerOption(true, 0);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Closed already.
        }
    }
}
