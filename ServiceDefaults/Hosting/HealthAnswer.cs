using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SyntheticOps.ServiceDefaults.Hosting;

/// <summary>Writes a health answer with its reasons, and nothing that an exception would give away.</summary>
internal static class HealthAnswer
{
    public static Task WriteAsync(HttpContext context, HealthReport report)
    {
        var reasons = report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy)
            .ToDictionary(entry => entry.Key, entry => entry.Value.Description ?? "not ready");
        return context.Response.WriteAsJsonAsync(
            new { status = report.Status.ToString().ToLowerInvariant(), reasons }, context.RequestAborted);
    }
}
