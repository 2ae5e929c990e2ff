using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Client;

/// <summary>A name server on a free loopback port, UDP and TCP, that answers whatever a test tells it to.</summary>
internal sealed class FakeServer : IAsyncDisposable
{
    private readonly Socket _udp;
    private readonly Socket _tcp;
    private readonly CancellationTokenSource _stop = new();
    private readonly List<Task> _loops = [];

    public FakeServer()
    {
        (_udp, _tcp) = Bind();
        Address = (IPEndPoint)_udp.LocalEndPoint!;
    }

    public IPEndPoint Address { get; }

    /// <summary>Every datagram that came, with the port that it came from.</summary>
    public ConcurrentQueue<(int Port, byte[] Query)> Seen { get; } = [];

    /// <summary>Datagrams to send back, in order.</summary>
    public Func<DnsMessage, IEnumerable<byte[]>> OnUdp { get; set; } = _ => [];

    /// <summary>Octets to send back over TCP, framed by the test; null closes without a word.</summary>
    public Func<DnsMessage, byte[]?>? OnTcp { get; set; }

    /// <summary>TCP stays open after the answer instead of closing.</summary>
    public bool HoldTcp { get; set; }

    public FakeServer Start()
    {
        _loops.Add(UdpAsync());
        if (OnTcp is not null)
        {
            _tcp.Listen();
            _loops.Add(TcpAsync());
        }

        return this;
    }

    public static byte[] Framed(byte[] message) => [(byte)(message.Length >> 8), (byte)message.Length, .. message];

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _udp.Dispose();
        _tcp.Dispose();
        await Task.WhenAll(_loops);
        _stop.Dispose();
    }

    /// <summary>One port for both, which nobody else holds for either.</summary>
    private static (Socket Udp, Socket Tcp) Bind()
    {
        while (true)
        {
            var udp = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            var tcp = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                udp.Bind(new IPEndPoint(IPAddress.Loopback, 0));
                tcp.Bind(udp.LocalEndPoint!);
                return (udp, tcp);
            }
            catch (SocketException)
            {
                udp.Dispose();
                tcp.Dispose();
            }
        }
    }

    private async Task UdpAsync()
    {
        var buffer = new byte[4096];
        try
        {
            while (true)
            {
                var from = await _udp.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0), _stop.Token);
                var query = buffer[..from.ReceivedBytes];
                Seen.Enqueue((((IPEndPoint)from.RemoteEndPoint).Port, query));
                foreach (var reply in OnUdp(Wire.MessageReaderTests.Read(query)))
                {
                    await _udp.SendToAsync(reply, from.RemoteEndPoint, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    private async Task TcpAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _tcp.AcceptAsync(_stop.Token);
                using var stream = new NetworkStream(client);
                var prefix = new byte[2];
                await stream.ReadExactlyAsync(prefix, _stop.Token);
                var query = new byte[(prefix[0] << 8) | prefix[1]];
                await stream.ReadExactlyAsync(query, _stop.Token);
                if (OnTcp!(Wire.MessageReaderTests.Read(query)) is { } answer)
                {
                    await stream.WriteAsync(answer, _stop.Token);
                }

                if (HoldTcp)
                {
                    await stream.ReadAtLeastAsync(prefix, 1, throwOnEndOfStream: false, _stop.Token);
                }
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }
}
