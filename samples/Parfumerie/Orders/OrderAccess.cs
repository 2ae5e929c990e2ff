using Parfumerie.Web;

namespace Parfumerie.Orders;

/// <summary>Who may see an order: the visit or the customer that placed it, and the probe's run that did.</summary>
internal static class OrderAccess
{
    public static bool MaySee(this Shopper shopper, Order order) =>
        (shopper.Run is not null && shopper.Run == order.Run)
        || (shopper.Visitor is { } visitor
            && (visitor.Id == order.VisitorId || (visitor.CustomerId is not null && visitor.CustomerId == order.CustomerId)));
}
