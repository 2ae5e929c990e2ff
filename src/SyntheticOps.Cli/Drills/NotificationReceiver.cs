using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Cli.Drills;

/// <summary>Stands on loopback and takes the webhook notifications of a drill's incidents.</summary>
internal sealed class NotificationReceiver : IAsyncDisposable
{
    private const int MaximumBody = 256 * 1024;

    private readonly WebApplication _app;
    private readonly TaskCompletionSource<DateTimeOffset> _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private NotificationReceiver(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/notify");

    /// <summary>When the first notification arrived.</summary>
    public Task<DateTimeOffset> First => _first.Task;

    public static async Task<NotificationReceiver> StartAsync(TimeProvider clock, CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaximumBody);
        var app = builder.Build();
        var receiver = new NotificationReceiver(app);
        app.MapPost("/notify", async (HttpContext context) =>
        {
            // Only something that is JSON counts as a notification.
            using var body = await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: context.RequestAborted);
            receiver._first.TrySetResult(clock.GetUtcNow());
            return Results.NoContent();
        });
        await app.StartAsync(token);
        return receiver;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
