using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>Red, with the reason, while the store cannot be written.</summary>
internal sealed class StoreHealth(StoreWriter writer) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(writer.Trouble is { } trouble ? HealthCheckResult.Unhealthy(trouble) : HealthCheckResult.Healthy());
}
