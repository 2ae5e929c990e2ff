using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Recognition;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Whom maintenance stops, and what they are told: probes and health paths pass.</summary>
internal sealed class MaintenanceRule(MaintenanceSwitch maintenance, IOptions<MaintenanceOptions> options, TimeProvider clock)
{
    /// <summary>When nobody knows the end.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(120);

    private readonly string[] _letThrough = options.Value.LetThrough;

    /// <summary>Whether a customer's request like this gets the maintenance page.</summary>
    public bool Covers(string host, PathString path, string method) => maintenance.Covers(host, path, method);

    public bool Stops(HttpContext context) =>
        Stops(context.Request.Host.Host, context.Request.Path, context.Request.Method)
        && context.Features.Get<RecognizedProbe>() is null;

    /// <summary>The same for a request of nobody in particular.</summary>
    public bool Stops(string host, PathString path, string method) =>
        Covers(host, path, method) && !_letThrough.Contains(path.Value, StringComparer.Ordinal);

    public Answer Answer()
    {
        var until = maintenance.State.Until;
        return new Answer(Situation.Pause, until, until - clock.GetUtcNow() ?? RetryAfter);
    }
}
