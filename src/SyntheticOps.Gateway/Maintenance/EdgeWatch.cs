using SyntheticOps.Gateway.Operators;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// Tells the log and the audit when windows and ends switch maintenance. Requests do not need it: each asks the clock. It looks
/// at least once a minute, so that it also sees a clock that was set.
/// </summary>
internal sealed class EdgeWatch : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(1);

    private readonly Func<MaintenanceSnapshot> _now;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _timer;
    private readonly Lock _gate = new();
    private bool _told;

    public EdgeWatch(Func<MaintenanceSnapshot> now, AuditTrail audit, TimeProvider clock, ILogger log)
    {
        (_now, _audit, _clock, _log) = (now, audit, clock, log);
        _told = now().IsActive(clock.GetUtcNow());
        _timer = clock.CreateTimer(_ => Look(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        Arm();
    }

    /// <summary>Somebody changed the state.</summary>
    public void Changed(string actor, string reason)
    {
        var (snapshot, time) = (_now(), _clock.GetUtcNow());
        lock (_gate)
        {
            _told = snapshot.IsActive(time);
            _log.MaintenanceChanged(snapshot.State.Mode, actor, snapshot.State.Version, snapshot.State.Until, reason);
        }

        Arm();
    }

    public void Dispose() => _timer.Dispose();

    private void Look()
    {
        var (snapshot, time) = (_now(), _clock.GetUtcNow());
        lock (_gate)
        {
            var active = snapshot.IsActive(time);
            if (active != _told)
            {
                _told = active;
                Tell(snapshot, time, active);
            }
        }

        Arm();
    }

    private void Tell(MaintenanceSnapshot snapshot, DateTimeOffset time, bool active)
    {
        var window = active ? snapshot.Windows.At(time) is [var first, ..] ? first : null : null;
        var (mode, reason) = active ? (MaintenanceState.On, window?.Reason ?? snapshot.State.Reason) : (MaintenanceState.Off, "its end was reached");
        _log.MaintenanceChanged(mode, "gateway", snapshot.State.Version, window?.Until, reason);
        _audit.Add("gateway", active ? "maintenance.began" : "maintenance.ended", window?.Window ?? "", reason);
    }

    private void Arm()
    {
        var (snapshot, time) = (_now(), _clock.GetUtcNow());
        var edge = new[] { snapshot.State.Until, snapshot.Windows.NextEdge(time), time + Longest }.Where(at => at > time).Min()!.Value;
        _timer.Change(edge - time, Timeout.InfiniteTimeSpan);
    }
}
