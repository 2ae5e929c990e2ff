using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Prober.Tests.Support;

/// <summary>A small web server on a free port that remembers what it was asked.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestServer(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public ConcurrentQueue<(string Method, string Path, Dictionary<string, string> Headers)> Seen { get; } = [];

    public IEnumerable<string> Paths => Seen.Select(request => request.Path);

    public Dictionary<string, string> HeadersOf(string path) => Seen.First(request => request.Path == path).Headers;

    /// <param name="handle">Answers a request; without an answer of its own it is an empty page.</param>
    public static async Task<TestServer> StartAsync(Func<HttpContext, Task> handle)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new TestServer(builder.Build());
        server._app.Run(context =>
        {
            server.Seen.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers.ToDictionary(
                header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase)));
            context.Response.ContentType = "text/html; charset=utf-8";
            return handle(context);
        });
        await server._app.StartAsync();
        return server;
    }

    /// <summary>One page for every path that is not in the list; a body that begins with `3xx ` redirects.</summary>
    public static Task<TestServer> StartAsync(Dictionary<string, string> pages) => StartAsync(context =>
    {
        if (!pages.TryGetValue(context.Request.Path, out var body))
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        if (body.StartsWith('3'))
        {
            context.Response.StatusCode = int.Parse(body[..3], System.Globalization.CultureInfo.InvariantCulture);
            context.Response.Headers.Location = body[4..];
            context.Response.Headers.AccessControlAllowOrigin = "*";
            return Task.CompletedTask;
        }

        return context.Response.WriteAsync(body);
    });

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource(TimeSpan.Zero);
        await _app.StopAsync(now.Token);
        await _app.DisposeAsync();
    }
}
