using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>`/api/v1/maintenance` on the admin listener (contracts.md section 6).</summary>
internal static class MaintenanceApi
{
    public static RouteGroupBuilder MapMaintenanceApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Maintenance);
        group.RequireOperator();
        group.MapGet("", (HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock) => Show(context, maintenance, clock));
        group.MapPut("", PutAsync);
        group.MapPost("/undo", UndoAsync);
        group.MapGet("/windows", WindowApi.List);
        group.MapPut("/windows/{name}", WindowApi.PutAsync);
        group.MapDelete("/windows/{name}", WindowApi.DeleteAsync);
        return group;
    }

    private static async Task<IResult> PutAsync(HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock, ILogger<MaintenanceSwitch> log, CancellationToken token)
    {
        if (OperatorAccess.ActorOf(context.Request) is null)
        {
            return OperatorAccess.InvalidActor();
        }

        var (change, refused) = await OperatorBody.ReadAsync<MaintenanceChange>(context.Request, MaintenanceJson.Options, "mode, reason and, when needed, until, scope, allow and message", token);
        if (change is null)
        {
            return refused!;
        }

        return change.Check(clock.GetUtcNow()).ToArray() is { Length: > 0 } mistakes
            ? OperatorBody.Problem(400, "Invalid maintenance change", string.Join(' ', mistakes))
            : await MaintenanceCall.MakeAsync(
                context, log, (actor, expected) => maintenance.ApplyAsync(change, actor, expected, token), () => Show(context, maintenance, clock));
    }

    private static Task<IResult> UndoAsync(HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock, ILogger<MaintenanceSwitch> log, CancellationToken token) =>
        MaintenanceCall.MakeAsync(context, log, (actor, expected) => maintenance.UndoAsync(actor, expected, token), () => Show(context, maintenance, clock));

    private static IResult Show(HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock)
    {
        var page = context.RequestServices.GetRequiredService<IOptions<PageOptions>>().Value;
        var view = MaintenanceView.Of(maintenance.Now, maintenance.Undoable, page, clock.GetUtcNow());
        context.Response.Headers.ETag = $"\"{view.Version}\"";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(view, MaintenanceJson.Options);
    }
}
