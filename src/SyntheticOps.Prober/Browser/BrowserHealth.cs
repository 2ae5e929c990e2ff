using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace SyntheticOps.Prober.Browser;

/// <summary>Says on /health why no journey can run.</summary>
internal sealed class BrowserHealth(BrowserSettings settings) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var problem = BrowserLocator.Find(settings).Problem ?? Sandbox.Refusal(settings);
        return Task.FromResult(problem is null ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy($"no_browser: {problem}"));
    }
}
