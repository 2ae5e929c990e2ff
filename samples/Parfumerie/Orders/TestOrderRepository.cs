using Parfumerie.Data;

namespace Parfumerie.Orders;

/// <summary>Takes away what a probe's run left: its orders, its visit and its basket.</summary>
internal sealed class TestOrderRepository(IShopDatabase database)
{
    public async Task RemoveAsync(string run, CancellationToken token)
    {
        var args = new { run };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync("DELETE FROM order_lines WHERE order_id IN (SELECT id FROM orders WHERE run = @run)", args, token);
        await connection.ExecuteAsync("DELETE FROM orders WHERE run = @run", args, token);
        await connection.ExecuteAsync("DELETE FROM basket_lines WHERE visitor_id IN (SELECT id FROM visitors WHERE run = @run)", args, token);
        await connection.ExecuteAsync("DELETE FROM visitors WHERE run = @run", args, token);
        await connection.CommitAsync(token);
    }
}
