using System.Net.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Testing.Floods;

namespace SyntheticOps.Gateway.Tests.Hosting.Floods;

/// <summary>One gateway process over TLS, and its shop, for all attacks of a class.</summary>
public class FloodedGateway : IAsyncLifetime
{
    private readonly TempFolder _data = new();
    private StubShop _shop = null!;
    private GatewayProcess _process = null!;
    private int _waited;
    private int _left;

    public Uri Http => _process.Http;

    /// <summary>Of the gateway.</summary>
    public int Descriptors => _process.Descriptors;

    /// <summary>Requests for `/wait` that reached the shop, and those that were let go.</summary>
    public int Waited => Volatile.Read(ref _waited);

    public int Left => Volatile.Read(ref _left);

    /// <summary>What it has logged.</summary>
    public string Output => _process.Output;

    protected virtual bool IsSecure => true;

    public async ValueTask InitializeAsync()
    {
        _shop = await StubShop.StartAsync(AnswerAsync, app => app.UseWebSockets());
        var certificate = IsSecure ? (await TestCertificate.WriteAsync(_data)).Select(setting => (setting.Name.Replace(":", "__", StringComparison.Ordinal), setting.Value)) : [];
        _process = await GatewayProcess.StartAsync(
            _data,
            [
                .. certificate, ("ReverseProxy__Routes__shop__ClusterId", "shop"), ("ReverseProxy__Routes__shop__Match__Path", "{**path}"), ("ReverseProxy__Clusters__shop__Destinations__a__Address", _shop.Url),
                ("ReverseProxy__Routes__sockets__ClusterId", "sockets"), ("ReverseProxy__Routes__sockets__Match__Path", "/socket"), ("ReverseProxy__Routes__sockets__Order", "-1"), ("ReverseProxy__Routes__sockets__Timeout", "00:00:01"),
                ("ReverseProxy__Clusters__sockets__Destinations__a__Address", _shop.Url), ("ReverseProxy__Clusters__sockets__HttpRequest__ActivityTimeout", "00:00:04"),
            ]);
    }

    public async ValueTask DisposeAsync()
    {
        _process.Dispose();
        await _shop.DisposeAsync();
        _data.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Waits for so many further answers.</summary>
    internal static Task AskAsync(GoodCustomer good, int more)
    {
        var enough = good.Answered + more;
        return Webhooks.Stripe.UntilAsync(() => Task.FromResult(good.Answered >= enough), $"{more} more answers");
    }

    /// <summary>
    /// Waits until the gateway has let go of what an attack opened; a few connections of the good customer's and to the shop stay.
    /// A connection to the shop whose request went away while it was being opened waits in the client's pool for another one: a minute (SocketsHttpHandler.PooledConnectionIdleTimeout), and up to a quarter more until the pool looks.
    /// </summary>
    internal Task DescriptorsReturnAsync(int before) =>
        Webhooks.Stripe.UntilAsync(() => Task.FromResult(Descriptors <= before + 20), () => $"file descriptors back at {before}, now {Descriptors}", TimeSpan.FromSeconds(100));

    /// <summary>Echoes what a WebSocket says; `/wait` answers when the customer has gone.</summary>
    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.Path == "/socket")
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync();
            var buffer = new byte[1024];
            try
            {
                while (await socket.ReceiveAsync(buffer, context.RequestAborted) is { MessageType: not WebSocketMessageType.Close } said)
                {
                    await socket.SendAsync(buffer.AsMemory(0, said.Count), said.MessageType, said.EndOfMessage, context.RequestAborted);
                }
            }
            catch (Exception e) when (e is WebSocketException or OperationCanceledException)
            {
                // the gateway let go
            }

            return;
        }

        if (context.Request.Path == "/wait")
        {
            Interlocked.Increment(ref _waited);
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => Interlocked.Increment(ref _left), TaskScheduler.Default);
            return;
        }

        await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
        await context.Response.WriteAsync("shop " + context.Request.Path);
    }
}

/// <summary>The same without TLS, for clients whose slowness a busy machine must not add to.</summary>
public sealed class PlainGateway : FloodedGateway
{
    protected override bool IsSecure => false;
}
