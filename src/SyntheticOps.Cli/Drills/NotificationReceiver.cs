using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Cli.Drills;

/// <summary>Stands on loopback, at a path that nobody can guess, and takes the webhook notifications of a drill's incidents.</summary>
internal sealed class NotificationReceiver : IAsyncDisposable
{
    private const int MaximumBody = 256 * 1024;

    private readonly string _path = $"/notify/{RandomNumberGenerator.GetHexString(32, lowercase: true)}";
    private readonly ConcurrentDictionary<string, TaskCompletionSource<long>> _opened = new(StringComparer.Ordinal);
    private readonly WebApplication _app;
    private readonly TimeProvider _clock;

    private NotificationReceiver(WebApplication app, TimeProvider clock) => (_app, _clock) = (app, clock);

    public Uri Address => new(_app.Urls.Single() + _path);

    public static async Task<NotificationReceiver> StartAsync(TimeProvider clock, CancellationToken token)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = MaximumBody);
        var receiver = new NotificationReceiver(builder.Build(), clock);
        receiver._app.MapPost(receiver._path, (Delegate)receiver.TakeAsync);
        await receiver._app.StartAsync(token);
        return receiver;
    }

    /// <summary>The clock's timestamp when it was first told that an incident of this drill opened.</summary>
    public Task<long> OpenedAsync(string drill) => Of(drill).Task;

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task<IResult> TakeAsync(HttpContext context)
    {
        try
        {
            var told = await JsonSerializer.DeserializeAsync<Told>(context.Request.Body, JsonSerializerOptions.Web, context.RequestAborted);
            if (told?.Data is { Transition: "opened", Drill: { } drill })
            {
                Of(drill).TrySetResult(_clock.GetTimestamp());
            }

            return Results.NoContent();
        }
        catch (JsonException)
        {
            return Results.BadRequest();
        }
    }

    private TaskCompletionSource<long> Of(string drill) =>
        _opened.GetOrAdd(drill, _ => new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously));

    /// <summary>What a drill needs of a notification.</summary>
    private sealed record Told(News? Data);

    private sealed record News(string? Transition, string? Drill);
}
