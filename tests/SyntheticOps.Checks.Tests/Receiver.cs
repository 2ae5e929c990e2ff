using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Checks.Tests;

/// <summary>A collector's two endpoints on a real port: keeps what it is sent and answers what it is told.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly WebApplication _app;

    private Receiver(WebApplication app) => _app = app;

    public ConcurrentQueue<(string Method, string Path, byte[] Body, IHeaderDictionary Headers)> Requests { get; } = new();

    /// <summary>Answers by the number of the request, from 1 on.</summary>
    public Func<int, HttpResponse, int> Answer { get; set; } = (_, _) => 200;

    /// <summary>Answers by the body, when it is given.</summary>
    public Func<byte[], int>? Judge { get; set; }

    /// <summary>Bodies of the next answers.</summary>
    public ConcurrentQueue<byte[]> Bodies { get; } = new();

    public string Url => _app.Urls.First();

    public static async Task<Receiver> StartAsync()
    {
        // The collector's own settings lie beside this assembly, with its fixed ports.
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { ContentRootPath = Path.GetTempPath() });
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var receiver = new Receiver(builder.Build());
        receiver._app.Run(receiver.TakeAsync);
        await receiver._app.StartAsync();
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        Requests.Enqueue((context.Request.Method, context.Request.Path, body.ToArray(), new HeaderDictionary(
            context.Request.Headers.ToDictionary(header => header.Key, header => header.Value))));
        context.Response.StatusCode = Judge?.Invoke(body.ToArray()) ?? Answer(Requests.Count, context.Response);
        if (Bodies.TryDequeue(out var answer))
        {
            await context.Response.Body.WriteAsync(answer);
        }
    }
}
