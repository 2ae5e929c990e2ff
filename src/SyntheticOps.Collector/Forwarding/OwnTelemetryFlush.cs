using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>Writes the last own telemetry at stop, while the store is still open.</summary>
internal sealed class OwnTelemetryFlush(TracerProvider traces, MeterProvider metrics, IServiceProvider services) : IHostedService
{
    private const int FlushMs = 2000;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.Run(
        () =>
        {
            traces.ForceFlush(FlushMs);
            metrics.ForceFlush(FlushMs);
            services.GetService<LoggerProvider>()?.ForceFlush(FlushMs);
        },
        cancellationToken);
}
