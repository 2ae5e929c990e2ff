using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>`/api/v1/webhooks` on the admin listener (contracts.md section 6).</summary>
internal static class WebhookApi
{
    public static RouteGroupBuilder MapWebhookApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Webhooks);
        group.RequireOperator();
        group.MapGet("", (HttpContext context, WebhookStore store, WebhookRoutes known, IOptions<WebhookOptions> options) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(WebhookView.Of(store, known, options.Value.MaximumBytes), WebhookJson.Options);
        });
        group.MapPost("/{id}/replay", Replay);
        group.MapDelete("/{id}", Delete);
        return group;
    }

    private static IResult Replay(string id, HttpContext context, WebhookStore store, WebhookReplayer replayer, AuditTrail audit, ILogger<WebhookStore> log) =>
        Handle(id, "replayed", context, store, audit, log, entry =>
        {
            if (entry.IsDead)
            {
                store.Mark(entry, null);
            }

            replayer.TryNow(entry.Route);
            return Results.Accepted(value: new { id });
        });

    private static IResult Delete(string id, HttpContext context, WebhookStore store, AuditTrail audit, ILogger<WebhookStore> log) =>
        Handle(id, "deleted", context, store, audit, log, entry =>
        {
            store.Delete(entry);
            return Results.NoContent();
        });

    private static IResult Handle(
        string id, string action, HttpContext context, WebhookStore store, AuditTrail audit, ILogger<WebhookStore> log, Func<WebhookEntry, IResult> handle)
    {
        if (OperatorAccess.ActorOf(context.Request) is not { } actor)
        {
            return OperatorAccess.InvalidActor();
        }

        if (store.Entries.FirstOrDefault(entry => entry.Id == id) is not { } entry)
        {
            return Results.Problem("No such webhook waits here; it may have been handed on.", statusCode: 404, title: "Unknown webhook");
        }

        try
        {
            var answer = handle(entry);
            audit.Add(actor, "webhook." + action, entry.EventId ?? entry.Id, entry.Route);
            log.WebhookHandled(entry.Id, entry.EventId, entry.Route, action, actor);
            return answer;
        }
        catch (IOException e)
        {
            log.ReplayFailed(entry.Route, e);
            return Results.Problem("The data folder took no write; nothing was changed.", statusCode: 507, title: "State not written");
        }
    }
}
