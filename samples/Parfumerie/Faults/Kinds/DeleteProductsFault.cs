namespace Parfumerie.Faults.Kinds;

/// <summary>`delete-products{count}`: the last perfumes are gone from the catalogue; their pictures stay.</summary>
internal sealed class DeleteProductsFault(RowKeeper keeper) : IFault
{
    private static readonly (string, string)[] Rows = [("products", "slug IN (SELECT slug FROM products ORDER BY position DESC LIMIT @count)")];

    public string Name => "delete-products";

    public IReadOnlyList<FaultField> Fields { get; } =
        [new("count", FaultFieldKind.Number) { IsRequired = true, Maximum = 1_000, Example = "3" }];

    public async Task StartAsync(ActiveFault fault, CancellationToken token)
    {
        if (await keeper.TakeAsync(Rows, fault.Params.Number("count"), token) == 0)
        {
            throw new FaultRefusedException("There is no product to delete.");
        }
    }

    public Task StopAsync(ActiveFault fault, CancellationToken token) => keeper.RestoreAsync(Rows, token);

    public Task RecoverAsync(CancellationToken token) => keeper.RestoreAsync(Rows, token);
}
