using System.Net.WebSockets;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Cli.Chaos.Support;

namespace SyntheticOps.Cli.Chaos.Scenarios;

/// <summary>Serves the hostile pages, each below its name, and a good one at `/good`.</summary>
internal static class HostileShop
{
    private static readonly byte[] Junk = new byte[16 * 1024];

    public static Task<TinyServer> StartAsync() => TinyServer.StartAsync(AnswerAsync);

    private static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/html; charset=utf-8";
        var path = context.Request.Path.Value ?? "";
        switch (path)
        {
            case "/good":
                return context.Response.WriteAsync("<!doctype html><title>Good</title><h1>Good</h1>");
            case "/late":
                return context.Response.WriteAsync("<!doctype html><title>Late</title><h1>Late</h1><script>setTimeout(() => document.body.append('done'), 3000)</script>");
            case "/endless":
                return EndlessAsync(context, "text/html");
            case "/download":
                context.Response.Headers.ContentDisposition = "attachment";
                return EndlessAsync(context, "application/octet-stream");
            case "/redirect":
                context.Response.Redirect($"/redirect?{Random.Shared.Next()}");
                return Task.CompletedTask;
            case "/socket" when context.WebSockets.IsWebSocketRequest:
                return ChatterAsync(context);
            case "/worker.js":
                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync("onfetch = () => {}");
            default:
                var page = HostilePage.All.FirstOrDefault(page => path == $"/{page.Name}");
                return context.Response.WriteAsync(page is null ? "<p>x</p>" : $"<!doctype html><title>Bad</title><h1>Bad</h1><script>{page.Script}</script>");
        }
    }

    private static async Task EndlessAsync(HttpContext context, string mediaType)
    {
        context.Response.ContentType = mediaType;
        while (true)
        {
            await context.Response.Body.WriteAsync(Junk, context.RequestAborted);
        }
    }

    private static async Task ChatterAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        while (socket.State == WebSocketState.Open)
        {
            await socket.SendAsync(Junk, WebSocketMessageType.Binary, endOfMessage: true, context.RequestAborted);
        }
    }
}
