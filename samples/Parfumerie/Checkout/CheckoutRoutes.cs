using Parfumerie.Basket;
using Parfumerie.Localization;
using Parfumerie.Orders;
using Parfumerie.Pages;
using Parfumerie.Web;

namespace Parfumerie.Checkout;

/// <summary>Two pages: the address, then the card.</summary>
internal static class CheckoutRoutes
{
    public static void MapCheckout(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/commande", ShowAddressAsync);
        routes.MapPost("/commande", PlaceAsync);
        routes.MapGet("/commande/{id}/paiement", ShowPaymentAsync);
    }

    private static async Task<IResult> ShowAddressAsync(Shopper shopper, BasketRepository baskets, Words words, CancellationToken token)
    {
        if (shopper.Visitor is not { } visitor || await baskets.GetAsync(visitor.Id, token) is not { Count: > 0 } lines)
        {
            return SeeOther.To(words.Link("/panier"));
        }

        var form = AddressForm.Empty with { Email = visitor.CustomerEmail ?? "", Name = visitor.CustomerName ?? "" };
        return Show.Page<AddressPage>(new { Form = form, Lines = lines });
    }

    private static async Task<IResult> PlaceAsync(
        IFormCollection form, Shopper shopper, BasketRepository baskets, OrderRepository orders, Words words, CancellationToken token)
    {
        if (shopper.Visitor is not { } visitor || await baskets.GetAsync(visitor.Id, token) is not { Count: > 0 } lines)
        {
            return SeeOther.To(words.Link("/panier"));
        }

        var address = AddressForm.Read(form);
        var errors = address.Validate();
        if (errors.Count > 0)
        {
            return Show.Page<AddressPage>(new { Form = address, Lines = lines, Errors = errors }, StatusCodes.Status422UnprocessableEntity);
        }

        var id = await orders.AddAsync(visitor, shopper, address, lines, token);
        return SeeOther.To(words.Link($"/commande/{id}/paiement"));
    }

    private static async Task<IResult> ShowPaymentAsync(
        string id, Shopper shopper, OrderRepository orders, Words words, CancellationToken token)
    {
        if (await orders.FindAsync(id, token) is not { } order || !shopper.MaySee(order))
        {
            return Results.NotFound();
        }

        return order.IsPaid
            ? SeeOther.To(words.Link($"/commande/{id}/merci"))
            : Show.Page<PaymentPage>(new { Order = order, Lines = await orders.GetLinesAsync(id, token) });
    }
}
