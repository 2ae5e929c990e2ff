using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>`/api/v1/maintenance/windows` on the admin listener: what is planned.</summary>
internal static class WindowApi
{
    public static IResult List(HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock)
    {
        context.Response.Headers.ETag = $"\"{maintenance.State.Version}\"";
        context.Response.Headers.CacheControl = "no-store";
        return Results.Json(new { windows = WindowView.Of(maintenance.Now, clock.GetUtcNow()) }, MaintenanceJson.Options);
    }

    public static async Task<IResult> PutAsync(
        string name, HttpContext context, MaintenanceSwitch maintenance, TimeProvider clock, ILogger<MaintenanceSwitch> log, CancellationToken token)
    {
        if (!WindowChange.IsName(name))
        {
            return OperatorBody.Problem(400, "Invalid name", "A window's name is 1 to 40 of a-z, 0-9 and -.");
        }

        var (change, refused) = await OperatorBody.ReadAsync<WindowChange>(context.Request, MaintenanceJson.Options, "forS, reason, cron with zone or from and, when needed, scope, allow and message", token);
        if (change is null)
        {
            return refused!;
        }

        return change.Check(clock.GetUtcNow()).ToArray() is { Length: > 0 } mistakes
            ? OperatorBody.Problem(400, "Invalid window", string.Join(' ', mistakes))
            : await MaintenanceCall.MakeAsync(
                context, log, (actor, expected) => maintenance.PlanAsync(change.Named(name, actor), expected, token), () => List(context, maintenance, clock));
    }

    public static Task<IResult> DeleteAsync(string name, HttpContext context, MaintenanceSwitch maintenance, ILogger<MaintenanceSwitch> log, CancellationToken token) =>
        MaintenanceCall.MakeAsync(context, log, (actor, expected) => maintenance.CancelAsync(name, actor, expected, token), Results.NoContent);
}
