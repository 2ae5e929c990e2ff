namespace SyntheticOps.Cli.Drills;

/// <summary>Every drill, in the order of `synops drill all`; a scenario may have several.</summary>
internal static class DrillCatalogue
{
    public static IReadOnlyList<Drill> All { get; } =
    [
        new DowntimeDrill(), new PerformanceDrill(), SecurityDrill.Headers, SecurityDrill.Logins,
        PaymentDrill.Refused, PaymentDrill.Dropped, DataLossDrill.Products, DataLossDrill.Images,
    ];
}
