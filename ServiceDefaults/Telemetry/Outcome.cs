namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Verdict of one run. Our own faults are <see cref="Unknown"/>, never the target's <see cref="Down"/>.</summary>
public enum Outcome
{
    Up,
    Degraded,
    Down,
    Unknown,
}
