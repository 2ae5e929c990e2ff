using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>A web server on loopback that answers as it is told.</summary>
internal sealed class TinyServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TinyServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    /// <param name="port">0 takes a free one.</param>
    public static async Task<TinyServer> StartAsync(Func<HttpContext, Task> answer, int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024);
        var server = new TinyServer(builder.Build());
        server._app.UseWebSockets();
        server._app.Run(context => QuietlyAsync(answer, context));
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }

    private static async Task QuietlyAsync(Func<HttpContext, Task> answer, HttpContext context)
    {
        try
        {
            await answer(context);
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or System.Net.WebSockets.WebSocketException)
        {
            // The client left: most of these pages never end otherwise.
            context.Abort();
        }
    }
}
