using Parfumerie.Localization;
using Parfumerie.Orders;
using Parfumerie.Pages;
using Parfumerie.Web;

namespace Parfumerie.Checkout;

/// <summary>
/// Takes the payment form. The page's script asks for JSON and hears 200; a plain form hears 303, or the page again.
/// The order stays pending: only the signed webhook makes it paid.
/// </summary>
internal static class CheckoutApi
{
    public static void MapCheckoutApi(this IEndpointRouteBuilder routes) => routes.MapPost("/api/checkout", PayAsync);

    private static async Task<IResult> PayAsync(
        IFormCollection form, HttpContext context, Shopper shopper, OrderRepository orders, Payment payment, Words words, CancellationToken token)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await orders.FindAsync(form["order"].ToString(), token) is not { } order || !shopper.MaySee(order))
        {
            return Results.NotFound();
        }

        var (card, error) = CardForm.Read(form);
        var (status, key) = card is null
            ? (StatusCodes.Status422UnprocessableEntity, error)
            : Judge(await payment.PayAsync(order, card, token));
        return key is null ? Accept(context, order, words) : await RefuseAsync(context, order, status, key, orders, words, token);
    }

    private static (int Status, string? Key) Judge(PaymentOutcome outcome) => outcome switch
    {
        PaymentOutcome.Accepted => (StatusCodes.Status200OK, null),
        PaymentOutcome.WrongNumber => (StatusCodes.Status402PaymentRequired, "Error_CardNumber"),
        PaymentOutcome.Expired => (StatusCodes.Status402PaymentRequired, "Error_Expiry"),
        PaymentOutcome.Declined => (StatusCodes.Status402PaymentRequired, "Error_Declined"),
        _ => (StatusCodes.Status502BadGateway, "Error_PaymentUnavailable"),
    };

    private static IResult Accept(HttpContext context, Order order, Words words)
    {
        var next = words.Link($"/commande/{order.Id}/merci");
        return WantsJson(context) ? Results.Json(new { order.Id, order.Status, next }) : SeeOther.To(next);
    }

    private static async Task<IResult> RefuseAsync(
        HttpContext context, Order order, int status, string key, OrderRepository orders, Words words, CancellationToken token) =>
        WantsJson(context)
            ? Results.Problem(statusCode: status, detail: words[key])
            : Show.Page<PaymentPage>(new { Order = order, Lines = await orders.GetLinesAsync(order.Id, token), Error = key }, status);

    private static bool WantsJson(HttpContext context) =>
        context.Request.Headers.Accept.ToString().Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
