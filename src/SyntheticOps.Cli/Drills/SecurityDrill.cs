namespace SyntheticOps.Cli.Drills;

/// <summary>The shop loses two of its security headers.</summary>
internal sealed class SecurityDrill : Drill
{
    public override string Scenario => "security";

    public override string Description => "Content-Security-Policy and Strict-Transport-Security are stripped";

    public override IReadOnlyList<Fault> Faults { get; } =
    [
        new("header", new { name = "Content-Security-Policy", value = (string?)null }),
        new("header", new { name = "Strict-Transport-Security", value = (string?)null }),
    ];

    public override IReadOnlyList<string> Names { get; } = ["content-security-policy"];
}
