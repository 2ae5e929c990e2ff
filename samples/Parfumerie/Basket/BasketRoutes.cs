using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Parfumerie.Localization;
using Parfumerie.Pages;
using Parfumerie.Visitors;
using Parfumerie.Web;

namespace Parfumerie.Basket;

/// <summary>The basket: look, add, change.</summary>
internal static class BasketRoutes
{
    public static void MapBasket(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/panier", ShowAsync);
        routes.MapPost("/panier", AddAsync);
        routes.MapPost("/panier/quantite", SetAsync);
    }

    private static async Task<RazorComponentResult> ShowAsync(Shopper shopper, BasketRepository baskets, CancellationToken token)
    {
        var lines = shopper.Visitor is { } visitor ? await baskets.GetAsync(visitor.Id, token) : [];
        return Show.Page<BasketPage>(new { Lines = lines });
    }

    private static async Task<IResult> AddAsync(
        IFormCollection form, HttpContext context, Visits visits, BasketRepository baskets, Words words, CancellationToken token)
    {
        if (!TryQuantity(form["quantity"], out var quantity) || quantity == 0)
        {
            return Results.BadRequest();
        }

        var visitor = await visits.RequireAsync(context, token);
        return await baskets.AddAsync(visitor.Id, form["slug"].ToString(), quantity, token)
            ? SeeOther.To(words.Link("/panier"))
            : Results.NotFound();
    }

    private static async Task<IResult> SetAsync(
        IFormCollection form, Shopper shopper, BasketRepository baskets, Words words, CancellationToken token)
    {
        if (!TryQuantity(form["quantity"], out var quantity))
        {
            return Results.BadRequest();
        }

        if (shopper.Visitor is { } visitor)
        {
            await baskets.SetAsync(visitor.Id, form["slug"].ToString(), quantity, token);
        }

        return SeeOther.To(words.Link("/panier"));
    }

    private static bool TryQuantity(string? text, out long quantity) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out quantity) && quantity <= BasketRepository.MostOfOne;
}
