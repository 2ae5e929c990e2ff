namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>A finding is about what is (state) or about what changed against the approved baseline (drift).</summary>
public enum FindingKind
{
    State,
    Drift,
}
