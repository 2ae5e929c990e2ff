namespace SyntheticOps.Cli.Drills;

/// <summary>Customers lose protection, or somebody tries their passwords.</summary>
internal sealed class SecurityDrill : Drill
{
    private SecurityDrill(string description, IReadOnlyList<Fault> faults, string name) => (Description, Faults, Names) = (description, faults, [name]);

    /// <summary>Seen by the checker: the headers differ from the baseline.</summary>
    public static SecurityDrill Headers { get; } = new(
        "Content-Security-Policy and Strict-Transport-Security are stripped",
        [
            new("header", new { name = "Content-Security-Policy", value = (string?)null }),
            new("header", new { name = "Strict-Transport-Security", value = (string?)null }),
        ],
        "content-security-policy");

    /// <summary>Seen by the gateway alone: no probe notices it.</summary>
    public static SecurityDrill Logins { get; } = new(
        "passwords are tried from 20 addresses",
        [new("failed-logins", new { addresses = 20, perAddress = 5 })],
        "failed logins");

    public override string Scenario => "security";

    public override string Description { get; }

    public override IReadOnlyList<Fault> Faults { get; }

    public override IReadOnlyList<string> Names { get; }
}
