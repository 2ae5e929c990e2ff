using System.Security.Cryptography;
using Parfumerie.Basket;
using Parfumerie.Checkout;
using Parfumerie.Data;
using Parfumerie.Localization;
using Parfumerie.Visitors;
using Parfumerie.Web;

namespace Parfumerie.Orders;

/// <summary>Reads and writes orders.</summary>
internal sealed class OrderRepository(IShopDatabase database, TimeProvider clock)
{
    private const string Columns =
        "id AS Id, visitor_id AS VisitorId, customer_id AS CustomerId, run AS Run, status AS Status, language AS Language, email AS Email, "
        + "name AS Name, address AS Address, postcode AS Postcode, city AS City, total_cents AS TotalCents, currency AS Currency, "
        + "payment_intent AS PaymentIntent, created_at AS CreatedAt, paid_at AS PaidAt";

    /// <summary>Writes a pending order with its lines.</summary>
    public async Task<string> AddAsync(
        Visitor visitor, Shopper shopper, AddressForm address, IReadOnlyList<BasketLine> lines, CancellationToken token)
    {
        var id = NewId();
        var order = new
        {
            id,
            visitorId = visitor.Id,
            visitor.CustomerId,
            shopper.Run,
            language = shopper.Language == Language.French ? "fr" : "en",
            address.Email,
            address.Name,
            address.Address,
            address.Postcode,
            address.City,
            total = lines.Sum(line => line.TotalCents),
            now = clock.GetUtcNow().ToUnixTimeMilliseconds(),
        };
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        await connection.ExecuteAsync(
            """
            INSERT INTO orders (id, visitor_id, customer_id, run, status, language, email, name, address, postcode, city, total_cents, currency, created_at)
            VALUES (@id, @visitorId, @CustomerId, @Run, 'pending', @language, @Email, @Name, @Address, @Postcode, @City, @total, 'eur', @now)
            """,
            order, token);
        await connection.ExecuteAsync(
            "INSERT INTO order_lines (order_id, slug, name, price_cents, quantity) VALUES (@id, @Slug, @Name, @PriceCents, @Quantity)",
            lines.Select(line => new { id, line.Slug, line.Name, line.PriceCents, line.Quantity }), token);
        await connection.CommitAsync(token);
        return id;
    }

    public async Task<Order?> FindAsync(string id, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.FindAsync<Order>($"SELECT {Columns} FROM orders WHERE id = @id", new { id }, token);
    }

    public async Task<IReadOnlyList<OrderLine>> GetLinesAsync(string id, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<OrderLine>(
            "SELECT slug AS Slug, name AS Name, price_cents AS PriceCents, quantity AS Quantity FROM order_lines WHERE order_id = @id ORDER BY name",
            new { id }, token);
    }

    /// <summary>The last 100 orders of this visit and, when logged in, of the customer.</summary>
    public async Task<IReadOnlyList<Order>> GetHistoryAsync(Visitor visitor, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.QueryAsync<Order>(
            $"SELECT {Columns} FROM orders WHERE visitor_id = @Id OR customer_id = @CustomerId ORDER BY created_at DESC LIMIT 100",
            new { visitor.Id, visitor.CustomerId }, token);
    }

    public async Task SetIntentAsync(string id, string paymentIntent, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.ExecuteAsync("UPDATE orders SET payment_intent = @paymentIntent WHERE id = @id", new { id, paymentIntent }, token);
    }

    /// <summary>80 bit, easy to read out: no i, l, o, u.</summary>
    private static string NewId() => RandomNumberGenerator.GetString("0123456789abcdefghjkmnpqrstvwxyz", 16);
}
