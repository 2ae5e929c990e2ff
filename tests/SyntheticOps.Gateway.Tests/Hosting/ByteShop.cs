using System.Collections.Concurrent;
using System.Net.Sockets;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>An upstream that is no HTTP server: it keeps the bytes of each connection and answers 200 whenever a request seems complete.</summary>
internal sealed class ByteShop : BareServer
{
    private readonly ConcurrentBag<MemoryStream> _connections = [];

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

    protected override async Task ServeAsync(Socket socket)
    {
        var seen = new MemoryStream();
        _connections.Add(seen);
        var answered = 0;
        var buffer = new byte[8192];
        int read;
        while ((read = await socket.ReceiveAsync(buffer, Stopped)) > 0)
        {
            var (isFirst, complete) = Append(seen, buffer.AsSpan(0, read));
            answered = isFirst ? 0 : answered;
            for (; answered < complete; answered++)
            {
                await socket.SendAsync("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"u8.ToArray(), Stopped);
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
