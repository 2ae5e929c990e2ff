using System.Net;
using System.Net.Sockets;
using System.Text;

namespace SyntheticOps.Gateway.Tests.Proxying;

/// <summary>Accepts connections and answers with raw bytes, then closes; null holds the connection without a word.</summary>
internal sealed class RawShop : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    public RawShop(string? answer, bool reset = false)
    {
        _listener.Start();
        _loop = Task.Run(() => RunAsync(answer, reset));
    }

    public string Url => $"http://{_listener.LocalEndpoint}";

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    private async Task RunAsync(string? answer, bool reset)
    {
        var held = new List<Socket>();
        try
        {
            while (true)
            {
                var socket = await _listener.AcceptSocketAsync(_stop.Token);
                await socket.ReceiveAsync(new byte[4096], _stop.Token);
                if (answer is null && !reset)
                {
                    held.Add(socket);
                    continue;
                }

                await socket.SendAsync(Encoding.Latin1.GetBytes(answer ?? ""), _stop.Token);
                socket.LingerState = new LingerOption(reset, 0);
                socket.Dispose();
            }
        }
        catch (OperationCanceledException)
        {
            held.ForEach(socket => socket.Dispose());
        }
    }
}
