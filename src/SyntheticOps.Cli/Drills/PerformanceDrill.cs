namespace SyntheticOps.Cli.Drills;

/// <summary>Every document of the shop takes four seconds longer.</summary>
internal sealed class PerformanceDrill : Drill
{
    public override string Scenario => "performance";

    public override string Description => "documents are 4 s slower";

    public override IReadOnlyList<Fault> Faults { get; } = [new("delay", new { ms = 4000 })];

    public override IReadOnlyList<string> Names { get; } = ["slow"];
}
