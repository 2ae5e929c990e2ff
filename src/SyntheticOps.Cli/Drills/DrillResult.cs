using System.Text.Json.Serialization;

namespace SyntheticOps.Cli.Drills;

/// <summary>One drill in `synops drill --json` (schema synops.drill/1, contracts.md section 9). Seconds count from the answer of `PUT /_faults`.</summary>
internal sealed record DrillResult
{
    public required string Id { get; init; }

    public required string Scenario { get; init; }

    public bool Passed => Checks.All(check => check.Passed);

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Incident { get; init; }

    /// <summary>Null, but there, when no incident opened in time.</summary>
    public double? DetectS { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NotifyS { get; init; }

    /// <summary>From the repair to the incident's resolution.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? RecoverS { get; init; }

    public required IReadOnlyList<DrillCheck> Checks { get; init; }
}

internal sealed record DrillCheck(string Name, bool Passed, string Expected, string Seen);
