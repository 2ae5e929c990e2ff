using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Parfumerie.Data;

/// <summary>GET /api/health, the shop's public word about itself.</summary>
internal static class HealthApi
{
    public static void MapHealthApi(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/api/health", async (HealthCheckService health, HttpContext context, CancellationToken token) =>
        {
            var report = await health.CheckHealthAsync(check => check.Name == DatabaseHealthCheck.Name, token);
            var open = report.Status == HealthStatus.Healthy;
            context.Response.Headers.CacheControl = "no-store";
            return Results.Json(
                new { status = open ? "ok" : "error", database = open ? "ok" : "unreachable" },
                statusCode: open ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable);
        });
}
