using System.Net;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Recognition;
using SyntheticOps.Gateway.Recognition.Staff;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Whom maintenance stops, and what they are told: probes, staff, and what the configuration or the switch lets through pass.</summary>
internal sealed class MaintenanceRule(MaintenanceSwitch maintenance, StaffGate staff, IOptions<MaintenanceOptions> options, TimeProvider clock)
{
    /// <summary>When nobody knows the end.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(120);

    private readonly LetThrough _always = new(options.Value.LetThrough);

    /// <summary>Whether a customer's request like this gets the maintenance page.</summary>
    public bool Covers(string host, PathString path, string method) => maintenance.Now.Covers(clock.GetUtcNow(), host, path, method);

    /// <summary>What stops this request; null when it passes.</summary>
    public MaintenanceCause? Find(HttpContext context)
    {
        var request = context.Request;
        return Find(request.Host.Host, request.Path, request.Method, context.Connection.RemoteIpAddress) is { } cause
            && context.Features.Get<RecognizedProbe>() is null
            && !staff.Admits(context)
                ? cause
                : null;
    }

    public bool Stops(HttpContext context) => Find(context) is not null;

    /// <summary>The same for a request of nobody in particular.</summary>
    public bool Stops(string host, PathString path, string method) => Find(host, path, method, null) is not null;

    public Answer Answer(MaintenanceCause cause) => new(Situation.Pause, cause.Until, cause.Until - clock.GetUtcNow() ?? RetryAfter)
    {
        MessageFr = cause.Message?.Fr,
        MessageEn = cause.Message?.En,
    };

    private MaintenanceCause? Find(string host, PathString path, string method, IPAddress? address) =>
        maintenance.Now.Stopping(clock.GetUtcNow(), host, path, method, address) is { } cause && !_always.Admits(address, path) ? cause : null;
}
