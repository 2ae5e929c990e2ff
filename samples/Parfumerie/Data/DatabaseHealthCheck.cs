using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Parfumerie.Data;

/// <summary>Ready means that the database opens. The reason stays in the trace: a connection error names hosts and users.</summary>
internal sealed class DatabaseHealthCheck(IShopDatabase database) : IHealthCheck
{
    public const string Name = "database";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await using var connection = await database.OpenAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            return HealthCheckResult.Unhealthy("The database does not open.");
        }
    }
}
