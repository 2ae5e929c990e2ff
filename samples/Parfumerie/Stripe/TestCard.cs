namespace Parfumerie.Stripe;

/// <summary>A card as it was sent to the fake; it is judged and forgotten.</summary>
internal sealed record TestCard(string Number, int Month, int Year)
{
    public override string ToString() => "TestCard";

    /// <summary>The cards behind Stripe's test names; null for another name.</summary>
    public static TestCard? Named(string paymentMethod) => paymentMethod switch
    {
        "pm_card_visa" => new("4242424242424242", 12, 2034),
        "pm_card_mastercard" => new("5555555555554444", 12, 2034),
        "pm_card_visa_chargeDeclined" => new("4000000000000002", 12, 2034),
        _ => null,
    };
}
