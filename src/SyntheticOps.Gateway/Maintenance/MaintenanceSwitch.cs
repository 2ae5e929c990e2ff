using System.Diagnostics.Metrics;
using SyntheticOps.Gateway.Operators;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>
/// The switch and the windows. A request reads one reference; a change is on disk before it is seen and seen before it is answered.
/// It needs no other process: it works while the collector and its store are down.
/// </summary>
internal sealed class MaintenanceSwitch : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly MaintenanceJournal _journal;
    private readonly AuditTrail _audit;
    private readonly TimeProvider _clock;
    private readonly EdgeWatch _edges;
    private MaintenanceState? _before;
    private MaintenanceSnapshot _now;

    public MaintenanceSwitch(MaintenanceJournal journal, AuditTrail audit, TimeProvider clock, IMeterFactory meters, ILogger<MaintenanceSwitch> log)
    {
        (_journal, _audit, _clock) = (journal, audit, clock);
        _before = journal.BeforeLast;
        _now = new MaintenanceSnapshot(journal.Last ?? MaintenanceState.Initial(clock.GetUtcNow()));
        _edges = new EdgeWatch(() => Now, audit, clock, log);
        meters.Create(SyntheticTelemetry.Meter).CreateObservableGauge(
            SyntheticTelemetry.Metrics.GatewayMaintenance, () => IsActive ? 1 : 0, "1", "1 while customers get the maintenance page.");
    }

    public MaintenanceSnapshot Now => Volatile.Read(ref _now);

    public MaintenanceState State => Now.State;

    public bool IsActive => Now.IsActive(_clock.GetUtcNow());

    /// <summary>The version that undo would return to; null when there is none.</summary>
    public MaintenanceState? Undoable => State is { ChangedBy: { } actor } && OperatorActor.IsPerson(actor) ? Volatile.Read(ref _before) : null;

    /// <summary>Makes the change, or says why not and returns the state that stands.</summary>
    /// <param name="change">A checked change.</param>
    /// <param name="actor">Who makes it.</param>
    /// <param name="expected">Version that must be current; null: any.</param>
    /// <param name="token">Gives up waiting for the turn; a change that began is finished.</param>
    public Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> ApplyAsync(
        MaintenanceChange change, string actor, long? expected, CancellationToken token) => ChangeAsync(
            actor, expected, (before, now) => before.After(change, actor, now), new AuditNote("maintenance." + change.Mode, "", change.Reason), token);

    /// <summary>Plans a window, or changes one of that name.</summary>
    public Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> PlanAsync(MaintenanceWindow window, long? expected, CancellationToken token) => ChangeAsync(
        window.Actor, expected, (before, now) => before.Plan(window, now), new AuditNote("window.planned", window.Name, window.Reason), token);

    public Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> CancelAsync(string name, string actor, long? expected, CancellationToken token) => ChangeAsync(
        actor, expected, (before, now) => before.Cancel(name, actor, now), new AuditNote("window.cancelled", name, ""), token);

    /// <summary>Returns to the version before the last change, if a person made that.</summary>
    public Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> UndoAsync(string actor, long? expected, CancellationToken token) => ChangeAsync(
        actor,
        expected,
        (_, now) => Undoable is { } previous ? (previous.Again(actor, now), null) : (null, MaintenanceRefusal.NothingToUndo),
        new AuditNote("maintenance.undone", "", ""),
        token);

    public void Dispose()
    {
        _edges.Dispose();
        _turn.Dispose();
    }

    private async Task<(MaintenanceState State, MaintenanceRefusal? Refusal)> ChangeAsync(
        string actor, long? expected, Func<MaintenanceState, DateTimeOffset, (MaintenanceState? After, MaintenanceRefusal? Refusal)> make, AuditNote note, CancellationToken token)
    {
        await _turn.WaitAsync(token);
        try
        {
            var before = State;
            if (expected is not null && expected != before.Version)
            {
                return (before, MaintenanceRefusal.OtherVersion);
            }

            var (made, refusal) = make(before, _clock.GetUtcNow());
            if (made is null)
            {
                return (before, refusal);
            }

            var after = made with { Version = before.Version + 1, ChangedBy = actor };
            _journal.Append(after);
            Volatile.Write(ref _before, before);
            Volatile.Write(ref _now, new MaintenanceSnapshot(after));
            _edges.Changed(actor, note.Text);
            _audit.Add(actor, note.Action, note.Subject, note.Text);
            return (after, null);
        }
        finally
        {
            _turn.Release();
        }
    }

    private sealed record AuditNote(string Action, string Subject, string Text);
}
