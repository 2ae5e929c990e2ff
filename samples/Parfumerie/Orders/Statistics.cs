using Parfumerie.Data;

namespace Parfumerie.Orders;

/// <summary>Figures of the business. Test orders are not business.</summary>
/// <param name="NewestOrderAt">Milliseconds since 1970; 0 when there is no order.</param>
internal sealed record Figures(long Products, long Images, long Orders, long PaidOrders, long RevenueCents, long NewestOrderAt);

/// <summary>Counts them.</summary>
internal sealed class Statistics(IShopDatabase database)
{
    public async Task<Figures> GetAsync(CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.GetAsync<Figures>(
            """
            SELECT (SELECT COUNT(*) FROM products) AS Products, (SELECT COUNT(*) FROM images) AS Images,
              COUNT(*) AS Orders, COUNT(paid_at) AS PaidOrders,
              CAST(COALESCE(SUM(CASE WHEN paid_at IS NULL THEN 0 ELSE total_cents END), 0) AS BIGINT) AS RevenueCents,
              CAST(COALESCE(MAX(created_at), 0) AS BIGINT) AS NewestOrderAt
            FROM orders WHERE run IS NULL
            """,
            null, token);
    }
}
