namespace SyntheticOps.Gateway.Maintenance;

/// <summary>One reason for maintenance that is in force: the switch, or an occurrence of a window.</summary>
/// <param name="Allow">Who and what passes it.</param>
/// <param name="Until">Its end; null when nobody knows it.</param>
/// <param name="Actor">Who switched or planned it.</param>
/// <param name="Window">The window's name; null for the switch.</param>
internal sealed record MaintenanceCause(
    MaintenanceScope Scope, LetThrough Allow, MaintenanceMessage? Message, string Reason, DateTimeOffset Since, DateTimeOffset? Until, string Actor, string? Window)
{
    public static MaintenanceCause Of(MaintenanceState state) => new(
        state.Scope, new LetThrough(state.Allow), state.Message, state.Reason, state.Since, state.Until, state.Actor, null);

    public static MaintenanceCause Of(Occurrence occurrence) => new(
        occurrence.Window.Scope, new LetThrough(occurrence.Window.Allow), occurrence.Window.Message, occurrence.Window.Reason,
        occurrence.From, occurrence.Until, occurrence.Window.Actor, occurrence.Window.Name);
}
