using Parfumerie.Data;

namespace Parfumerie.Visitors;

/// <summary>Reads and writes visitors.</summary>
internal sealed class VisitorRepository(IShopDatabase database, TimeProvider clock)
{
    public async Task<Visitor?> FindAsync(string id, CancellationToken token)
    {
        var since = clock.GetUtcNow() - VisitorCookie.Lifetime;
        await using var connection = await database.OpenAsync(token);
        return await connection.FindAsync<Visitor>(
            """
            SELECT v.id AS Id, v.customer_id AS CustomerId, c.name AS CustomerName, c.email AS CustomerEmail,
              CAST(COALESCE((SELECT SUM(b.quantity) FROM basket_lines b WHERE b.visitor_id = v.id), 0) AS BIGINT) AS BasketCount
            FROM visitors v LEFT JOIN customers c ON c.id = v.customer_id
            WHERE v.id = @id AND v.seen_at >= @since
            """,
            new { id, since = since.ToUnixTimeMilliseconds() }, token);
    }

    public async Task AddAsync(string id, string? run, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.ExecuteAsync(
            "INSERT INTO visitors (id, run, seen_at) VALUES (@id, @run, @now)", new { id, run, now = Now() }, token);
    }

    /// <summary>
    /// Logs a customer in under a new id, with the basket and the orders of the old one: an id that was known before the
    /// login must not be worth anything after it (session fixation, CWE-384).
    /// </summary>
    public async Task LogInAsync(string? oldId, string newId, string customerId, string? run, CancellationToken token)
    {
        var args = new { oldId, newId, customerId, run, now = Now() };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync(
            "INSERT INTO visitors (id, customer_id, run, seen_at) VALUES (@newId, @customerId, @run, @now)", args, token);
        if (oldId is not null)
        {
            await connection.ExecuteAsync("UPDATE basket_lines SET visitor_id = @newId WHERE visitor_id = @oldId", args, token);
            await connection.ExecuteAsync("UPDATE orders SET visitor_id = @newId, customer_id = @customerId WHERE visitor_id = @oldId", args, token);
            await connection.ExecuteAsync("DELETE FROM visitors WHERE id = @oldId", args, token);
        }

        await connection.CommitAsync(token);
    }

    public async Task RemoveAsync(string id, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync("DELETE FROM basket_lines WHERE visitor_id = @id", new { id }, token);
        await connection.ExecuteAsync("DELETE FROM visitors WHERE id = @id", new { id }, token);
        await connection.CommitAsync(token);
    }

    private long Now() => clock.GetUtcNow().ToUnixTimeMilliseconds();
}
