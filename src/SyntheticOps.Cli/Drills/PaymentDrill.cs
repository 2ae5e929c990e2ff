namespace SyntheticOps.Cli.Drills;

/// <summary>Customers pay and their orders stay unpaid, because the payment webhook fails in one of its ways.</summary>
internal sealed class PaymentDrill : Drill
{
    private PaymentDrill(string description, object webhook) => (Description, Faults) = (description, [new Fault("webhook", webhook)]);

    /// <summary>A webhook that fails loudly.</summary>
    public static PaymentDrill Refused { get; } = new("the payment webhook answers 500", new { mode = "status", code = 500 });

    /// <summary>A webhook that fails in silence: only the missing effect tells.</summary>
    public static PaymentDrill Dropped { get; } = new("the payment webhook says yes and forgets the event", new { mode = "drop" });

    public override string Scenario => "payment";

    public override string Description { get; }

    public override IReadOnlyList<Fault> Faults { get; }

    public override IReadOnlyList<string> Names { get; } = ["webhook"];
}
