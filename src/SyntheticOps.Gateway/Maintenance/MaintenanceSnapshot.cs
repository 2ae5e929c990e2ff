using System.Net;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>One version of the state, made ready for the questions of requests.</summary>
internal sealed class MaintenanceSnapshot(MaintenanceState state)
{
    private readonly MaintenanceCause[] _switch = [MaintenanceCause.Of(state)];

    public MaintenanceState State => state;

    public Timetable Windows { get; } = new(state.Windows, state.WindowsEnded);

    /// <summary>What is in force; the switch before the windows.</summary>
    public IEnumerable<MaintenanceCause> InForce(DateTimeOffset now) => state.IsOn(now) ? _switch.Concat(Windows.At(now)) : Windows.At(now);

    public bool IsActive(DateTimeOffset now) => state.IsOn(now) || Windows.At(now).Count > 0;

    public bool Covers(DateTimeOffset now, string host, PathString path, string method) =>
        IsActive(now) && InForce(now).Any(cause => cause.Scope.Covers(host, path, method));

    /// <summary>What keeps such a request from the shop; of several the one that ends last. Null when nothing does.</summary>
    public MaintenanceCause? Stopping(DateTimeOffset now, string host, PathString path, string method, IPAddress? address) => !IsActive(now)
        ? null
        : InForce(now)
            .Where(cause => cause.Scope.Covers(host, path, method) && !cause.Allow.Admits(address, path))
            .MaxBy(cause => cause.Until ?? DateTimeOffset.MaxValue);
}
