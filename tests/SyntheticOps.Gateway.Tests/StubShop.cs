using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Gateway.Tests;

/// <summary>A shop on a port of its own that answers as the test says and keeps the headers it saw.</summary>
internal sealed class StubShop : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubShop(WebApplication app) => _app = app;

    public ConcurrentQueue<Dictionary<string, string>> Seen { get; } = [];

    public string Url => _app.Urls.Single();

    public static async Task<StubShop> StartAsync(RequestDelegate? answer = null, Action<WebApplication>? first = null)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var shop = new StubShop(app);
        first?.Invoke(app);
        app.Run(async context =>
        {
            shop.Seen.Enqueue(context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase));
            await (answer ?? (c => c.Response.WriteAsync("shop " + c.Request.Path)))(context);
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return shop;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
