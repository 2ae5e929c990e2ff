using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Compat.Tests;

/// <summary>Answers /health in the place of a script, which cannot.</summary>
internal sealed class HealthServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private int _asked;

    private HealthServer(WebApplication app) => _app = app;

    public volatile bool Healthy;

    public int Asked => _asked;

    public string Url => _app.Urls.First();


    public static async Task<HealthServer> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new HealthServer(builder.Build());
        server._app.MapGet("/health", (HttpContext context) =>
        {
            Interlocked.Increment(ref server._asked);
            context.Response.StatusCode = server.Healthy ? 200 : 503;
            return server.Healthy ? "ready" : "the store is read-only";
        });
        await server._app.StartAsync(TestContext.Current.CancellationToken);
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
