using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Cli.Tests.Support;

/// <summary>A small web server on a free port.</summary>
internal sealed class TestSite : IAsyncDisposable
{
    private readonly WebApplication _app;

    private TestSite(WebApplication app) => _app = app;

    public Uri Url => new(_app.Urls.First());

    public static async Task<TestSite> StartAsync(Func<HttpContext, Task> handle)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions()); // it reads and watches no file of the machine
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        app.Run(context => handle(context));
        await app.StartAsync();
        return new TestSite(app);
    }

    /// <summary>One answer to every request.</summary>
    public static Task<TestSite> StartAsync(int status, string body, string type = "text/html") => StartAsync(context =>
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        return context.Response.WriteAsync(body);
    });

    /// <summary>An address on loopback where nothing listens, and whose port no test is given.</summary>
    public static Uri Closed { get; } = new("http://127.0.0.1:1");

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
