using Parfumerie.Pages;
using Parfumerie.Web;

namespace Parfumerie.Catalogue;

/// <summary>Home, catalogue, perfume, search, and the same as JSON.</summary>
internal static class ShopRoutes
{
    public static void MapCatalogue(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", async (ProductRepository products, CancellationToken token) =>
            Show.Page<HomePage>(new { Products = await products.GetAllAsync(token) }));
        routes.MapGet("/parfums", ListAsync);
        routes.MapGet("/parfums/{slug}", ShowAsync);
        routes.MapGet("/recherche", async (string? q, ProductRepository products, CancellationToken token) =>
            Show.Page<SearchPage>(new { Query = q ?? "", Products = await products.SearchAsync(q, token) }));
    }

    private static async Task<IResult> ListAsync(string? famille, ProductRepository products, CancellationToken token)
    {
        var all = await products.GetAllAsync(token);
        return Show.Page<CataloguePage>(new
        {
            Families = (IReadOnlyList<string>)[.. all.Select(product => product.Family).Distinct()],
            Products = famille is null ? all : await products.GetFamilyAsync(famille, token),
            Family = famille,
        });
    }

    private static async Task<IResult> ShowAsync(string slug, ProductRepository products, CancellationToken token) =>
        await products.FindAsync(slug, token) is { } product
            ? Show.Page<ProductPage>(new { Product = product, Related = await products.GetRelatedAsync(product, token) })
            : Results.NotFound();
}
