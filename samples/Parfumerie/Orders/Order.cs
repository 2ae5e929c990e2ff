namespace Parfumerie.Orders;

/// <summary>An order as it stands in the table.</summary>
public sealed record Order(
    string Id, string VisitorId, string? CustomerId, string? Run, string Status, string Language, string Email, string Name,
    string Address, string Postcode, string City, long TotalCents, string Currency, string? PaymentIntent, long CreatedAt, long? PaidAt)
{
    public const string Pending = "pending";
    public const string Paid = "paid";

    public bool IsPaid => Status == Paid;

    public override string ToString() => $"Order {Id} {Status}";
}

/// <summary>What was bought, at the price of that day.</summary>
public sealed record OrderLine(string Slug, string Name, long PriceCents, long Quantity)
{
    public long TotalCents => PriceCents * Quantity;
}
