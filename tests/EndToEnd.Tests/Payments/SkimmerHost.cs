using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace EndToEnd.Tests.Payments;

/// <summary>Serves a script that reads what is typed, from an origin that is not the shop's.</summary>
internal sealed class SkimmerHost : IAsyncDisposable
{
    private const string Script = "addEventListener('input', e => { window.stolen = (window.stolen || '') + e.target.value; });";

    private readonly WebApplication _app;

    private SkimmerHost(WebApplication app) => _app = app;

    public static string Hash { get; } = $"sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Script)))}";

    public Uri Url => new(new Uri(_app.Urls.Single()), "/metrics/tag.js");

    public static async Task<SkimmerHost> StartAsync(CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var host = new SkimmerHost(builder.Build());
        host._app.Run(context =>
        {
            context.Response.ContentType = "text/javascript; charset=utf-8";
            context.Response.Headers["Cross-Origin-Resource-Policy"] = "cross-origin";
            return context.Response.WriteAsync(Script);
        });
        await host._app.StartAsync(token);
        return host;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
