namespace Parfumerie.Faults.Kinds;

/// <summary>`delete-orders{percent}`: the newest orders are gone, with their lines.</summary>
internal sealed class DeleteOrdersFault(RowKeeper keeper) : IFault
{
    private const string Newest = "SELECT id FROM orders ORDER BY created_at DESC, id LIMIT @count";

    private static readonly (string, string)[] Rows = [("order_lines", $"order_id IN ({Newest})"), ("orders", $"id IN ({Newest})")];

    public string Name => "delete-orders";

    public IReadOnlyList<FaultField> Fields { get; } =
        [new("percent", FaultFieldKind.Number) { IsRequired = true, Maximum = 100, Example = "50" }];

    public async Task StartAsync(ActiveFault fault, CancellationToken token)
    {
        var all = await keeper.CountAsync("orders", token);
        if (all == 0)
        {
            throw new FaultRefusedException("There is no order to delete: buy something first.");
        }

        await keeper.TakeAsync(Rows, (int)Math.Ceiling(all * fault.Params.Number("percent") / 100.0), token);
    }

    public Task StopAsync(ActiveFault fault, CancellationToken token) => keeper.RestoreAsync(Rows, token);

    public Task RecoverAsync(CancellationToken token) => keeper.RestoreAsync(Rows, token);
}
