using Microsoft.Extensions.Hosting;

namespace OpenTelemetry;

/// <summary>Initializes telemetry at host start; the container flushes the providers when it is disposed.</summary>
internal sealed class TelemetryHostedService(ITelemetryHostInitializer initializer) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        initializer.Initialize();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
