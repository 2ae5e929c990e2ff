namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Answer of GET and PUT (contracts.md section 6).</summary>
internal sealed record MaintenanceView(
    bool Active, string Mode, MaintenanceScope Scope, string Reason, DateTimeOffset Since, DateTimeOffset? Until, string Actor, long Version)
{
    public static MaintenanceView Of(MaintenanceState state, DateTimeOffset now) => new(
        state.IsActive(now), state.Mode, state.Scope, state.Reason, state.Since, state.Until, state.Actor, state.Version);
}
