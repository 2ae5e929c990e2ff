using System.Net.Sockets;
using System.Text;

namespace SyntheticOps.Prober.Proxy;

/// <summary>Moves bytes between the browser and the origin.</summary>
internal static class Relay
{
    /// <summary>After CONNECT: both ways, untouched, each direction ending by itself.</summary>
    public static async Task TunnelAsync(
        Stream client, Socket clientSocket, Stream origin, Socket originSocket, byte[] rest, CancellationToken token)
    {
        await client.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), token);
        await origin.WriteAsync(rest, token);
        await Task.WhenAll(
            CopyAsync(client, clientSocket, origin, originSocket, token),
            CopyAsync(origin, originSocket, client, clientSocket, token));
    }

    /// <summary>
    /// One request and its answer, then the connection ends. Exactly the declared body goes to the origin: bytes of a second
    /// request could be meant for another host and never follow it.
    /// </summary>
    public static async Task ForwardAsync(
        Stream client, Socket clientSocket, Stream origin, Socket originSocket, RequestHead head, byte[] rest, CancellationToken token)
    {
        await origin.WriteAsync(head.ToOrigin(), token);
        var sending = SendBodyAsync(client, origin, head.BodyLength, rest, token);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(token);
        var watching = WatchAsync(client, originSocket, sending, gone.Token);
        try
        {
            await AnswerAsync(origin, client, token);
            clientSocket.Shutdown(SocketShutdown.Send);
        }
        finally
        {
            await gone.CancelAsync();
            await watching;
        }
    }

    private static async Task SendBodyAsync(Stream client, Stream origin, long length, byte[] rest, CancellationToken token)
    {
        var first = (int)Math.Min(rest.Length, length);
        await origin.WriteAsync(rest.AsMemory(0, first), token);
        var left = length - first;
        var buffer = new byte[16 * 1024];
        while (left > 0)
        {
            var read = await client.ReadAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, left)), token);
            if (read == 0)
            {
                throw new IOException("The browser ended its request early.");
            }

            await origin.WriteAsync(buffer.AsMemory(0, read), token);
            left -= read;
        }
    }

    /// <summary>Ends the origin's connection when the browser leaves before the answer is complete.</summary>
    private static async Task WatchAsync(Stream client, Socket origin, Task sending, CancellationToken token)
    {
        try
        {
            await sending;
            _ = await client.ReadAsync(new byte[1].AsMemory(), token);
            origin.Shutdown(SocketShutdown.Both);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or OperationCanceledException)
        {
            if (!token.IsCancellationRequested)
            {
                origin.Dispose();
            }
        }
    }

    private static async Task AnswerAsync(Stream origin, Stream client, CancellationToken token)
    {
        var rest = Array.Empty<byte>();
        while (true)
        {
            if (await HeadReader.ReadAsync(origin, rest, token) is not { } read)
            {
                // Nothing or half a head: the browser sees an empty response.
                return;
            }

            rest = read.Behind;
            var interim = read.Head.StartsWith("HTTP/1.1 1", StringComparison.Ordinal);
            var lines = read.Head.Split("\r\n");
            var kept = interim ? lines : [lines[0], .. lines.Skip(1).Where(IsForBrowser), "Connection: close"];
            await client.WriteAsync(Encoding.Latin1.GetBytes(string.Join("\r\n", kept) + "\r\n\r\n"), token);
            if (!interim)
            {
                await client.WriteAsync(rest, token);
                await origin.CopyToAsync(client, token);
                return;
            }
        }
    }

    private static bool IsForBrowser(string line) =>
        line.IndexOf(':') > 0 && RequestHead.NameOf(line) is not ("connection" or "keep-alive" or "proxy-connection" or "upgrade" or "proxy-authenticate");

    private static async Task CopyAsync(Stream from, Socket fromSocket, Stream to, Socket toSocket, CancellationToken token)
    {
        try
        {
            await from.CopyToAsync(to, token);
            toSocket.Shutdown(SocketShutdown.Send);
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException)
        {
            // The other direction would wait for ever.
            fromSocket.Dispose();
            toSocket.Dispose();
            throw;
        }
    }
}
