namespace Parfumerie.Basket;

/// <summary>One perfume in a basket, with today's price.</summary>
public sealed record BasketLine(string Slug, string Name, string Concentration, long VolumeMl, long PriceCents, long Quantity)
{
    public long TotalCents => PriceCents * Quantity;
}
