using System.Net;
using System.Net.Sockets;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>A listener on a free loopback port that hands each connection on as it is.</summary>
internal abstract class BareServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _loop;

    protected BareServer()
    {
        _listener.Start();
        _loop = Task.Run(AcceptAsync);
    }

    public virtual string Url => $"http://{_listener.LocalEndpoint}";

    /// <summary>Ends with the server.</summary>
    protected CancellationToken Stopped => _stop.Token;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _listener.Dispose();
        _stop.Dispose();
    }

    /// <summary>One connection until it ends; it is closed afterwards.</summary>
    protected abstract Task ServeAsync(Socket socket);

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(HandleAsync(await _listener.AcceptSocketAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task HandleAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                await ServeAsync(socket);
            }
            catch (Exception e) when (e is SocketException or OperationCanceledException)
            {
                // the gateway let go
            }
        }
    }
}
