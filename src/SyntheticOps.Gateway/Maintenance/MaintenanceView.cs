namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Answer of GET and PUT (contracts.md section 6): what is in force; while nothing is, the switch as it was set last.</summary>
/// <param name="Window">Name of the window that is in force; null when it is the switch.</param>
/// <param name="Next">The window that begins next.</param>
/// <param name="Undo">What undo would return to; null when there is nothing to undo.</param>
internal sealed record MaintenanceView(
    bool Active, string Mode, MaintenanceScope Scope, string Reason, DateTimeOffset Since, DateTimeOffset? Until, string Actor, long Version,
    IReadOnlyList<string> Allow, MaintenanceMessage? Message, string? Window, NextView? Next, UndoView? Undo)
{
    public static MaintenanceView Of(MaintenanceSnapshot snapshot, MaintenanceState? undo, DateTimeOffset now)
    {
        var state = snapshot.State;
        var cause = snapshot.InForce(now).FirstOrDefault() ?? MaintenanceCause.Of(state);
        return new MaintenanceView(
            snapshot.IsActive(now), state.Mode, cause.Scope, cause.Reason, cause.Since, cause.Until, cause.Actor, state.Version,
            state.Windows.FirstOrDefault(window => window.Name == cause.Window)?.Allow ?? state.Allow, cause.Message, cause.Window,
            NextView.Of(snapshot.Windows.Next(now)), UndoView.Of(undo));
    }
}

/// <summary>One time that a window is held.</summary>
internal sealed record NextView(string Name, DateTimeOffset From, DateTimeOffset Until)
{
    public static NextView? Of(Occurrence? occurrence) =>
        occurrence is null ? null : new NextView(occurrence.Window.Name, occurrence.From, occurrence.Until);
}

internal sealed record UndoView(string Mode, string Reason, DateTimeOffset? Until, string Actor)
{
    public static UndoView? Of(MaintenanceState? state) => state is null ? null : new UndoView(state.Mode, state.Reason, state.Until, state.Actor);
}
