namespace SyntheticOps.Cli.Drills;

/// <summary>Every drill, in the order of `synops drill all`.</summary>
internal static class DrillCatalogue
{
    public static IReadOnlyList<Drill> All { get; } = [new DowntimeDrill(), new PerformanceDrill(), new SecurityDrill()];
}
