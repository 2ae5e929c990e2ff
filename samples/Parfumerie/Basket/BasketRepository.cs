using Parfumerie.Data;

namespace Parfumerie.Basket;

/// <summary>Reads and writes baskets.</summary>
internal sealed class BasketRepository(IShopDatabase database, TimeProvider clock)
{
    /// <summary>Most bottles of one perfume in one order.</summary>
    public const long MostOfOne = 10;

    public async Task<IReadOnlyList<BasketLine>> GetAsync(string visitorId, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<BasketLine>(
            """
            SELECT p.slug AS Slug, p.name AS Name, p.concentration AS Concentration, p.volume_ml AS VolumeMl,
              p.price_cents AS PriceCents, b.quantity AS Quantity
            FROM basket_lines b JOIN products p ON p.slug = b.slug
            WHERE b.visitor_id = @visitorId ORDER BY b.added_at, p.slug
            """,
            new { visitorId }, token);
    }

    /// <returns>False when there is no such perfume.</returns>
    public async Task<bool> AddAsync(string visitorId, string slug, long quantity, CancellationToken token)
    {
        var args = new { visitorId, slug, quantity, most = MostOfOne, now = clock.GetUtcNow().ToUnixTimeMilliseconds() };
        await using var connection = await database.OpenAsync(token);
        return await connection.ExecuteAsync(
            """
            INSERT INTO basket_lines (visitor_id, slug, quantity, added_at)
            SELECT @visitorId, slug, @quantity, @now FROM products WHERE slug = @slug
            ON CONFLICT (visitor_id, slug) DO UPDATE SET quantity =
              CASE WHEN basket_lines.quantity + excluded.quantity > @most THEN @most ELSE basket_lines.quantity + excluded.quantity END
            """,
            args, token) > 0;
    }

    /// <summary>Sets how many; none removes the line.</summary>
    public async Task SetAsync(string visitorId, string slug, long quantity, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.ExecuteAsync(
            quantity > 0
                ? "UPDATE basket_lines SET quantity = @quantity WHERE visitor_id = @visitorId AND slug = @slug"
                : "DELETE FROM basket_lines WHERE visitor_id = @visitorId AND slug = @slug",
            new { visitorId, slug, quantity }, token);
    }

    public async Task EmptyAsync(string visitorId, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.ExecuteAsync("DELETE FROM basket_lines WHERE visitor_id = @visitorId", new { visitorId }, token);
    }
}
