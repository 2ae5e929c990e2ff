using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>The maintenance API of a gateway (contracts.md section 6) over a real socket.</summary>
internal sealed class StubGateway : IAsyncDisposable
{
    private readonly WebApplication _app;
    private JsonObject _state = new() { ["active"] = false, ["mode"] = "off", ["reason"] = "", ["actor"] = "gateway", ["version"] = 0 };

    private StubGateway(string key)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddRoutingCore();
        _app = builder.Build();
        _app.Use((context, next) =>
        {
            if (context.Request.Headers.Authorization == $"Bearer {key}")
            {
                return next(context);
            }

            context.Response.StatusCode = 401;
            return Task.CompletedTask;
        });
        _app.MapGet("/api/v1/maintenance", context => context.Response.WriteAsync(_state.ToJsonString()));
        _app.MapPut("/api/v1/maintenance", PutAsync);
        _app.MapGet("/api/v1/webhooks", context => context.Response.WriteAsync(Webhooks));
        _app.MapPost("/api/v1/webhooks/{id}/replay", ReplayAsync);
    }

    public string Url => _app.Urls.First();

    public JsonObject State => _state;

    /// <summary>`ID by ACTOR` of each replay asked for.</summary>
    public ConcurrentQueue<string> Replays { get; } = [];

    /// <summary>Two that wait and one that the shop refused, as the gateway writes them.</summary>
    public string Webhooks { get; set; } = """
        {"routes":[{"name":"stripe","path":"/api/webhooks/stripe","scheme":"stripe","buffering":true,"waiting":2,"dead":1,"oldest":"2026-11-22T13:11:36Z","problem":"status 503"}],
         "bytes":6840,"maximumBytes":67108864,"damaged":0,
         "items":[{"id":"0193aa","route":"stripe","eventId":"evt_1QXa4","state":"waiting","received":"2026-11-22T13:11:36Z","bytes":2280,"attempts":0,"problem":"status 503"},
                  {"id":"0193ab","route":"stripe","eventId":"evt_<img src=x>","state":"waiting","received":"2026-11-22T13:11:37Z","bytes":2280,"attempts":0,"problem":null},
                  {"id":"0193ac","route":"stripe","eventId":"evt_1QXdead","state":"dead","received":"2026-11-22T13:12:48Z","bytes":2280,"attempts":8,"problem":"status 400"}]}
        """;

    public static async Task<StubGateway> StartAsync(string key)
    {
        var gateway = new StubGateway(key);
        await gateway._app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private Task ReplayAsync(HttpContext context)
    {
        var id = (string)context.Request.RouteValues["id"]!;
        if (!Webhooks.Contains(id, StringComparison.Ordinal))
        {
            context.Response.StatusCode = 404;
            return Task.CompletedTask;
        }

        Replays.Enqueue($"{id} by {context.Request.Headers["Synops-Actor"]}");
        context.Response.StatusCode = 202;
        return context.Response.WriteAsync($$"""{"id":"{{id}}"}""");
    }

    private async Task PutAsync(HttpContext context)
    {
        var change = await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body, cancellationToken: context.RequestAborted);
        var mode = (string?)change!["mode"];
        _state = new JsonObject
        {
            ["active"] = mode == "on",
            ["mode"] = mode,
            ["reason"] = (string?)change["reason"],
            ["until"] = (string?)change["until"],
            ["since"] = TimeProvider.System.GetUtcNow(),
            ["actor"] = context.Request.Headers["Synops-Actor"].ToString(),
            ["version"] = (int)_state["version"]! + 1,
        };
        await context.Response.WriteAsync(_state.ToJsonString(), context.RequestAborted);
    }
}
