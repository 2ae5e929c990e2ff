using Parfumerie.Pages;
using Parfumerie.Web;

namespace Parfumerie.Orders;

/// <summary>The order history and the confirmation.</summary>
internal static class OrderRoutes
{
    public static void MapOrders(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/commandes", async (Shopper shopper, OrderRepository orders, CancellationToken token) =>
            Show.Page<OrdersPage>(new { Orders = shopper.Visitor is { } visitor ? await orders.GetHistoryAsync(visitor, token) : [] }));
        routes.MapGet("/commande/{id}/merci", ThankAsync);
    }

    private static async Task<IResult> ThankAsync(string id, Shopper shopper, OrderRepository orders, CancellationToken token) =>
        await orders.FindAsync(id, token) is { } order && shopper.MaySee(order)
            ? Show.Page<ThanksPage>(new { Order = order, Lines = await orders.GetLinesAsync(id, token) })
            : Results.NotFound();
}
