namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Weight of a finding.</summary>
public enum Severity
{
    Info,
    Warning,
    Error,
}
