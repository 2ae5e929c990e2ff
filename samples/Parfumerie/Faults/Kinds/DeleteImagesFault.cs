namespace Parfumerie.Faults.Kinds;

/// <summary>`delete-images{count}`: the first pictures are gone, so that pages show broken images.</summary>
internal sealed class DeleteImagesFault(RowKeeper keeper) : IFault
{
    private static readonly (string, string)[] Rows = [("images", "slug IN (SELECT slug FROM images ORDER BY slug LIMIT @count)")];

    public string Name => "delete-images";

    public IReadOnlyList<FaultField> Fields { get; } =
        [new("count", FaultFieldKind.Number) { IsRequired = true, Maximum = 1_000, Example = "3" }];

    public async Task StartAsync(ActiveFault fault, CancellationToken token)
    {
        if (await keeper.TakeAsync(Rows, fault.Params.Number("count"), token) == 0)
        {
            throw new FaultRefusedException("There is no picture to delete.");
        }
    }

    public Task StopAsync(ActiveFault fault, CancellationToken token) => keeper.RestoreAsync(Rows, token);

    public Task RecoverAsync(CancellationToken token) => keeper.RestoreAsync(Rows, token);
}
