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
    }

    public string Url => _app.Urls.First();

    public JsonObject State => _state;

    public static async Task<StubGateway> StartAsync(string key)
    {
        var gateway = new StubGateway(key);
        await gateway._app.StartAsync();
        return gateway;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

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
