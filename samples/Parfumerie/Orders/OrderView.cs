namespace Parfumerie.Orders;

/// <summary>An order as the API shows it.</summary>
internal sealed record OrderView(
    string Id, string Status, long TotalCents, string Currency, DateTimeOffset CreatedAt, DateTimeOffset? PaidAt, IReadOnlyList<OrderLine> Lines)
{
    public static OrderView Of(Order order, IReadOnlyList<OrderLine> lines) => new(
        order.Id,
        order.Status,
        order.TotalCents,
        order.Currency,
        DateTimeOffset.FromUnixTimeMilliseconds(order.CreatedAt),
        order.PaidAt is { } paid ? DateTimeOffset.FromUnixTimeMilliseconds(paid) : null,
        lines);
}
