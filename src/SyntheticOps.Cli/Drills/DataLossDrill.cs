namespace SyntheticOps.Cli.Drills;

/// <summary>Rows of the shop are gone; its pages answer as before.</summary>
internal sealed class DataLossDrill : Drill
{
    private DataLossDrill(string description, string fault, string table) =>
        (Description, Faults, Names) = (description, [new Fault(fault, new { count = 3 })], [table]);

    public static DataLossDrill Products { get; } = new("three products are deleted", "delete-products", "products");

    public static DataLossDrill Images { get; } = new("three product images are deleted", "delete-images", "images");

    public override string Scenario => "data-loss";

    public override string Description { get; }

    public override IReadOnlyList<Fault> Faults { get; }

    public override IReadOnlyList<string> Names { get; }
}
