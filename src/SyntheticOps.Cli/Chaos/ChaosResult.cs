using System.Text.Json.Serialization;

namespace SyntheticOps.Cli.Chaos;

/// <summary>How one scenario ended, as in `synops chaos --json` (contracts.md section 9).</summary>
internal sealed record ChaosResult
{
    public required string Name { get; init; }

    public required IReadOnlyList<string> Rows { get; init; }

    public bool Passed => Error is null && Figures.All(figure => figure.Passed);

    public required double DurationS { get; init; }

    public required IReadOnlyList<ChaosFigure> Figures { get; init; }

    /// <summary>Why it did not come to its end.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Error { get; init; }

    /// <summary>It was ended because its time was over.</summary>
    [JsonIgnore]
    public bool TimedOut { get; init; }
}
