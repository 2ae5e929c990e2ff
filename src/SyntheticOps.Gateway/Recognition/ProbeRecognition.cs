using System.Globalization;
using SyntheticOps.Gateway.Maintenance;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Probing;

namespace SyntheticOps.Gateway.Recognition;

/// <summary>
/// Recognises probes by their signature (contracts.md section 4) and tells them on every answer whether customers see
/// the maintenance page there, so that the run can say so.
/// </summary>
internal sealed class ProbeRecognition(RequestDelegate next, ProbeKeys keys, ProbeRuns runs, MaintenanceRule maintenance, TimeProvider clock)
{
    private static readonly int[] DefaultPorts = [80, 443];

    public Task InvokeAsync(HttpContext context)
    {
        if (Verify(context.Request) is { } run)
        {
            var value = maintenance.Covers(context.Request.Host.Host, context.Request.Path, context.Request.Method) ? "on" : "off";
            context.Features.Set(new RecognizedProbe(run));
            runs.Note(run);
            context.Response.OnStarting(() =>
            {
                context.Response.Headers[Names.Headers.Maintenance] = value;
                return Task.CompletedTask;
            });
        }

        return next(context);
    }

    private string? Verify(HttpRequest request)
    {
        if (keys.Value is null || request.Headers[Names.Headers.SyntheticProbe] is not [{ Length: > 0 } header])
        {
            return null;
        }

        var host = request.Host.Host.ToLowerInvariant();
        var now = clock.GetUtcNow();

        // Without a port in Host the client meant its scheme's own; TLS may end in front of us, so both count.
        var ports = request.Host.Port is { } port ? [port] : DefaultPorts;
        return ports
            .Select(candidate => ProbeSignature.Verify(
                keys.Value, header, string.Create(CultureInfo.InvariantCulture, $"{host}:{candidate}"), now))
            .FirstOrDefault(run => run is not null);
    }
}
