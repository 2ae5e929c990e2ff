using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Operators;

/// <summary>`GET /api/v1/audit` on the admin listener: {"entries": [...]}, the newest first.</summary>
internal static class AuditApi
{
    private const int Shown = 100;

    public static RouteGroupBuilder MapAuditApi(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup(Names.Routes.Audit);
        group.RequireOperator();
        group.MapGet("", (HttpContext context, AuditTrail audit) =>
        {
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(new { entries = audit.Newest(Shown) });
        });
        return group;
    }
}
