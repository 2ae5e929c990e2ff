using System.Diagnostics.Metrics;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// The switch. A request reads one reference; a change is on disk before it is seen and seen before it is answered. It needs
/// no other process: it works while the collector and its store are down.
/// </summary>
internal sealed class MaintenanceSwitch : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly MaintenanceJournal _journal;
    private readonly TimeProvider _clock;
    private readonly ILogger _log;
    private readonly ITimer _end;
    private MaintenanceState _state;

    public MaintenanceSwitch(MaintenanceJournal journal, TimeProvider clock, IMeterFactory meters, ILogger<MaintenanceSwitch> log)
    {
        (_journal, _clock, _log) = (journal, clock, log);
        _state = journal.Last ?? MaintenanceState.Initial(clock.GetUtcNow());
        _end = clock.CreateTimer(_ => Ended(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        ArmEnd();
        meters.Create(SyntheticTelemetry.Meter).CreateObservableGauge(
            SyntheticTelemetry.Metrics.GatewayMaintenance, () => IsActive ? 1 : 0, "1", "1 while customers get the maintenance page.");
    }

    public MaintenanceState State => Volatile.Read(ref _state);

    public bool IsActive => State.IsActive(_clock.GetUtcNow());

    /// <summary>Whether a customer's request like this gets the maintenance page.</summary>
    public bool Covers(string host, PathString path, string method)
    {
        var state = State;
        return state.IsActive(_clock.GetUtcNow()) && state.Scope.Covers(host, path, method);
    }

    /// <summary>Makes the change, or says why not and returns the state that stands.</summary>
    /// <param name="change">A checked change.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="expected">Version that must be current; null: any.</param>
    /// <param name="token">Gives up waiting for the turn; a change that began is finished.</param>
    public async Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> ApplyAsync(
        MaintenanceChange change, string actor, long? expected, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            var (before, now) = (State, _clock.GetUtcNow());
            if (expected is not null && expected != before.Version)
            {
                return (before, MaintenanceRefusal.OtherVersion);
            }

            if (before.IsActive(now) && before.IsByPerson && !OperatorActor.IsPerson(actor))
            {
                return (before, MaintenanceRefusal.HeldByPerson);
            }

            var stays = before.IsActive(now) == (change.Mode == MaintenanceState.On);
            var after = new MaintenanceState
            {
                Mode = change.Mode,
                Scope = change.RequestedScope,
                Reason = change.Reason,
                Since = stays ? before.Since : now,
                Until = change.Until?.ToUniversalTime(),
                Actor = actor,
                Version = before.Version + 1,
            };
            _journal.Append(after);
            Volatile.Write(ref _state, after);
            ArmEnd();
            _log.MaintenanceChanged(after.Mode, actor, after.Version, after.Until, after.Reason);
            return (after, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    public void Dispose()
    {
        _end.Dispose();
        _turn.Dispose();
    }

    /// <summary>The end itself needs no timer (every request asks the clock); this only reports it.</summary>
    private void ArmEnd()
    {
        var left = State.Until - _clock.GetUtcNow();
        _end.Change(left > TimeSpan.Zero ? Capped(left.Value) : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private void Ended()
    {
        var state = State;
        if (state.Until is not { } until || state.Mode != MaintenanceState.On)
        {
            return;
        }

        if (until > _clock.GetUtcNow())
        {
            ArmEnd();
        }
        else
        {
            _log.MaintenanceChanged(MaintenanceState.Off, "gateway", state.Version, until, "its end was reached");
        }
    }

    /// <summary>A timer takes at most about 49 days; a later end is armed again then.</summary>
    private static TimeSpan Capped(TimeSpan left) => left > TimeSpan.FromDays(30) ? TimeSpan.FromDays(30) : left;
}
