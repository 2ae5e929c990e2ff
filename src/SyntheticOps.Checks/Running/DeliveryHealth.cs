using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SyntheticOps.Checks.Running;

/// <summary>Degraded while results cannot be kept on disk; the probe goes on all the same.</summary>
internal sealed class DeliveryHealth(SpoolSlot spool) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(spool.Spool?.WriteError is { } error
            ? HealthCheckResult.Degraded($"delivery degraded: {error}")
            : HealthCheckResult.Healthy());
}
