using Parfumerie.Data;

namespace Parfumerie.Orders;

/// <summary>The pending order that a webhook check of a run pays.</summary>
internal sealed record TestOrder(string Id, string Status, string PaymentIntent, long TotalCents, string Currency);

/// <summary>Makes the test order of a probe's run, and takes away what the run left: its orders, its visit, its basket and its event.</summary>
internal sealed class TestOrderRepository(IShopDatabase database, TimeProvider clock)
{
    private const long TotalCents = 100;

    /// <summary>A pending order whose id is the run. Made again it is the same one.</summary>
    public async Task<TestOrder> AddAsync(string run, CancellationToken token)
    {
        var args = new { run, intent = $"pi_synops_{run}", total = TotalCents, now = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync(
            """
            INSERT INTO orders (id, visitor_id, run, status, language, email, name, address, postcode, city, total_cents, currency, payment_intent, created_at)
            VALUES (@run, @run, @run, 'pending', 'fr', 'probe@example.test', 'SyntheticOps', '-', '-', '-', @total, 'eur', @intent, @now)
            ON CONFLICT DO NOTHING
            """,
            args, token);
        await connection.ExecuteAsync(
            "INSERT INTO order_lines (order_id, slug, name, price_cents, quantity) VALUES (@run, 'test', 'Test', @total, 1) ON CONFLICT DO NOTHING",
            args, token);
        var order = await connection.GetAsync<TestOrder>(
            "SELECT id AS Id, status AS Status, payment_intent AS PaymentIntent, total_cents AS TotalCents, currency AS Currency FROM orders WHERE id = @run", args, token);
        await connection.CommitAsync(token);
        return order;
    }

    public async Task RemoveAsync(string run, CancellationToken token)
    {
        var args = new { run, canary = $"evt_synops_{run}" };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync("DELETE FROM order_lines WHERE order_id IN (SELECT id FROM orders WHERE run = @run)", args, token);
        await connection.ExecuteAsync("DELETE FROM orders WHERE run = @run", args, token);
        await connection.ExecuteAsync("DELETE FROM basket_lines WHERE visitor_id IN (SELECT id FROM visitors WHERE run = @run)", args, token);
        await connection.ExecuteAsync("DELETE FROM visitors WHERE run = @run", args, token);
        await connection.ExecuteAsync("DELETE FROM payment_events WHERE id = @canary", args, token);
        await connection.CommitAsync(token);
    }
}
