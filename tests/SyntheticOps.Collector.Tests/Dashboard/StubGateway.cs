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
        _app.MapPost("/api/v1/maintenance/undo", context => context.Response.WriteAsync(_state.ToJsonString()));
        _app.MapGet("/api/v1/maintenance/windows", context => context.Response.WriteAsync(new JsonObject { ["windows"] = new JsonArray([.. Windows.Values.Select(window => window.DeepClone())]) }.ToJsonString()));
        _app.MapPut("/api/v1/maintenance/windows/{name}", PlanAsync);
        _app.MapDelete("/api/v1/maintenance/windows/{name}", context => RemoveAsync(context, Windows));
        _app.MapGet("/api/v1/staff", context => context.Response.WriteAsync(new JsonObject { ["passes"] = new JsonArray([.. Passes.Values.Select(pass => pass.DeepClone())]) }.ToJsonString()));
        _app.MapPost("/api/v1/staff", IssueAsync);
        _app.MapDelete("/api/v1/staff/{name}", context => RemoveAsync(context, Passes));
        _app.MapGet("/api/v1/audit", context => context.Response.WriteAsync(Audit));
        _app.MapDelete("/api/v1/webhooks/{id}", ReplayAsync);
        _app.MapGet("/api/v1/webhooks", context => context.Response.WriteAsync(Webhooks));
        _app.MapPost("/api/v1/webhooks/{id}/replay", ReplayAsync);
    }

    public string Url => _app.Urls.First();

    public JsonObject State => _state;

    /// <summary>Changes of the switch, `MODE by ACTOR`.</summary>
    public ConcurrentQueue<string> Changes { get; } = [];

    public ConcurrentDictionary<string, JsonObject> Windows { get; } = [];

    public ConcurrentDictionary<string, JsonObject> Passes { get; } = [];

    public string Audit { get; set; } = """
        {"entries":[{"at":"2026-11-22T13:12:48Z","actor":"user:<img src=x>","action":"maintenance.on","subject":"","text":"db <img src=x>"},
                    {"at":"2026-11-22T13:11:48Z","actor":"gateway","action":"unheard.of","subject":"x","text":""}]}
        """;

    /// <summary>Sets what the gateway says without a change by anybody who called it.</summary>
    public void Become(JsonObject state) => _state = state;

    /// <summary>`ID by ACTOR` of each replay asked for.</summary>
    public ConcurrentQueue<string> Replays { get; } = [];

    public const string NoWebhooks = """{"routes":[],"bytes":0,"maximumBytes":67108864,"damaged":0,"items":[]}""";

    public string Webhooks { get; set; } = NoWebhooks;

    /// <summary>Two that wait and one that the shop refused, as the gateway writes them; the collector opens an incident of payment when it looks.</summary>
    public const string SomeWebhooks = """
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

    private async Task PlanAsync(HttpContext context)
    {
        var name = (string)context.Request.RouteValues["name"]!;
        var window = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body, cancellationToken: context.RequestAborted))!;
        window["name"] = name;
        window["actor"] = context.Request.Headers["Synops-Actor"].ToString();
        window["next"] = new JsonObject { ["name"] = name, ["from"] = "2026-12-01T02:00:00Z", ["until"] = "2026-12-01T02:30:00Z" };
        Windows[name] = window;
        await context.Response.WriteAsync("{\"windows\":[]}", context.RequestAborted);
    }

    private async Task IssueAsync(HttpContext context)
    {
        var wish = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body, cancellationToken: context.RequestAborted))!;
        var now = TimeProvider.System.GetUtcNow();
        Passes["0193pass"] = new JsonObject
        {
            ["id"] = "0193pass",
            ["for"] = (string?)wish["for"],
            ["state"] = "open",
            ["issuedBy"] = context.Request.Headers["Synops-Actor"].ToString(),
            ["issuedAt"] = now,
            ["linkUntil"] = now.AddMinutes(30),
            ["until"] = now.AddSeconds((double)wish["forS"]!),
        };
        context.Response.StatusCode = 201;
        await context.Response.WriteAsync($$"""{"id":"0193pass","path":"/_gateway/staff?key=0193.secret","linkUntil":"{{now.AddMinutes(30):O}}","until":"{{now.AddHours(8):O}}"}""", context.RequestAborted);
    }

    private static Task RemoveAsync(HttpContext context, ConcurrentDictionary<string, JsonObject> from)
    {
        context.Response.StatusCode = from.TryRemove((string)context.Request.RouteValues["name"]!, out _) ? 204 : 404;
        return Task.CompletedTask;
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
            ["scope"] = change["scope"]?.DeepClone(),
            ["allow"] = change["allow"]?.DeepClone() ?? new JsonArray(),
            ["message"] = change["message"]?.DeepClone(),
            ["since"] = TimeProvider.System.GetUtcNow(),
            ["actor"] = context.Request.Headers["Synops-Actor"].ToString(),
            ["version"] = (int)_state["version"]! + 1,
            ["page"] = JsonNode.Parse("""{"name":"THE <PARFUMERIEE>","fr":{"title":"Nous revenons","text":"Bientôt."},"en":{"title":"Back soon","text":"In a <moment>."}}"""),
        };
        Changes.Enqueue($"{mode} by {context.Request.Headers["Synops-Actor"]}");
        await context.Response.WriteAsync(_state.ToJsonString(), context.RequestAborted);
    }
}
