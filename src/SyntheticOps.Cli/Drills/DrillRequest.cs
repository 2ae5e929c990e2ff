namespace SyntheticOps.Cli.Drills;

/// <summary>What the command line asks of `synops drill`.</summary>
internal sealed record DrillRequest(IReadOnlyList<Drill> Drills, string Site, IReadOnlyList<string> Without, DrillLimits Limits, FileInfo? Json);
