namespace SyntheticOps.Cli.Drills;

/// <summary>Every page of the shop answers 503.</summary>
internal sealed class DowntimeDrill : Drill
{
    public override string Scenario => "downtime";

    public override string Description => "every page answers 503";

    public override IReadOnlyList<Fault> Faults { get; } = [new("status", new { code = 503 })];

    public override IReadOnlyList<string> Names { get; } = ["503"];
}
