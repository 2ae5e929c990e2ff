using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>An upstream that is no HTTP server: it keeps the bytes of each connection and answers 200 whenever a request seems complete.</summary>
internal sealed class ByteShop : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<MemoryStream> _connections = [];
    private readonly Task _loop;

    public ByteShop()
    {
        _listener.Start();
        _loop = AcceptAsync();
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>The requests that arrived, connection by connection, read strictly.</summary>
    public List<string> Requests()
    {
        var all = new List<string>();
        foreach (var connection in _connections)
        {
            lock (connection)
            {
                all.AddRange(StrictHttp.Parse(connection.ToArray()));
            }
        }

        return all;
    }

    public void Forget()
    {
        foreach (var connection in _connections)
        {
            lock (connection)
            {
                connection.SetLength(0);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(ServeAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task ServeAsync(Socket socket)
    {
        using (socket)
        {
            var seen = new MemoryStream();
            _connections.Add(seen);
            var answered = 0;
            var buffer = new byte[8192];
            try
            {
                int read;
                while ((read = await socket.ReceiveAsync(buffer, _stop.Token)) > 0)
                {
                    var (isFirst, complete) = Append(seen, buffer.AsSpan(0, read));
                    answered = isFirst ? 0 : answered;
                    for (; answered < complete; answered++)
                    {
                        await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), _stop.Token);
                    }
                }
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // the gateway let go
            }
        }
    }

    private static (bool IsFirst, int Complete) Append(MemoryStream seen, ReadOnlySpan<byte> bytes)
    {
        lock (seen)
        {
            var isFirst = seen.Length == 0;
            seen.Write(bytes);
            return (isFirst, Complete(seen.ToArray()));
        }
    }

    private static int Complete(byte[] bytes)
    {
        try
        {
            return StrictHttp.Parse(bytes).Count;
        }
        catch (FormatException)
        {
            return 0; // the test will say so
        }
    }
}
