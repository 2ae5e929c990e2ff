namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>The lower-case words by which our enums travel in telemetry and JSON.</summary>
public static class Wire
{
    public static string Word(this Outcome outcome) => outcome switch
    {
        Outcome.Up => "up",
        Outcome.Degraded => "degraded",
        Outcome.Down => "down",
        _ => "unknown",
    };

    public static string Word(this Severity severity) => severity switch
    {
        Severity.Error => "error",
        Severity.Warning => "warning",
        _ => "info",
    };

    public static string Word(this FindingKind kind) => kind == FindingKind.Drift ? "drift" : "state";

    /// <summary>The outcome of that word; null for any other text.</summary>
    public static Outcome? ParseOutcome(string? word) => word switch
    {
        "up" => Outcome.Up,
        "degraded" => Outcome.Degraded,
        "down" => Outcome.Down,
        "unknown" => Outcome.Unknown,
        _ => null,
    };

    /// <summary>The severity of that word; info for any other text.</summary>
    public static Severity ParseSeverity(string? word) => word switch
    {
        "error" => Severity.Error,
        "warning" => Severity.Warning,
        _ => Severity.Info,
    };

    public static FindingKind ParseKind(string? word) => word == "drift" ? FindingKind.Drift : FindingKind.State;
}
