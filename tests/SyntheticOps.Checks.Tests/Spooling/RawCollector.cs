using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>A collector that answers with any bytes, one request a connection. A null answer resets the connection.</summary>
internal sealed class RawCollector : IAsyncDisposable
{
    private const string EndOfHead = "\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<int, string?> _answer;
    private readonly Task _serving;

    /// <param name="answer">By the number of the request, from 1 on.</param>
    public RawCollector(Func<int, string?> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public ConcurrentQueue<string> Requests { get; } = new();

    public string Url => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var socket = await _listener.AcceptSocketAsync(_end.Token);
                Requests.Enqueue(await ReadAsync(socket));
                await AnswerAsync(socket, _answer(Requests.Count));
            }
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(Socket socket, string? answer)
    {
        if (answer is null)
        {
            socket.LingerState = new LingerOption(true, 0);
            return;
        }

        try
        {
            await socket.SendAsync(Encoding.Latin1.GetBytes(answer).AsMemory(), SocketFlags.None, _end.Token);
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (SocketException)
        {
            // The sender has read enough and is gone.
        }
    }

    private async Task<string> ReadAsync(Socket socket)
    {
        var text = "";
        var buffer = new byte[8192];
        while (true)
        {
            var read = await socket.ReceiveAsync(buffer.AsMemory(), SocketFlags.None, _end.Token);
            text += Encoding.Latin1.GetString(buffer, 0, read);
            var head = text.IndexOf(EndOfHead, StringComparison.Ordinal);
            if (read == 0 || (head >= 0 && text.Length >= head + EndOfHead.Length + Length(text)))
            {
                return text;
            }
        }
    }

    private static int Length(string head) =>
        int.Parse(head.Split("Content-Length: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);
}
