using Microsoft.AspNetCore.Http.HttpResults;

namespace Parfumerie.Catalogue;

/// <summary>The catalogue as JSON: GET /api/products[?q=words] and GET /api/products/SLUG.</summary>
internal static class ProductApi
{
    public static void MapProductApi(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/products", async (string? q, ProductRepository products, CancellationToken token) =>
            TypedResults.Ok(new
            {
                products = (q is null ? await products.GetAllAsync(token) : await products.SearchAsync(q, token)).Select(ProductView.Of),
            }));
        routes.MapGet("/api/products/{slug}", GetAsync);
    }

    private static async Task<Results<Ok<ProductView>, NotFound>> GetAsync(string slug, ProductRepository products, CancellationToken token) =>
        await products.FindAsync(slug, token) is { } product ? TypedResults.Ok(ProductView.Of(product)) : TypedResults.NotFound();
}

/// <summary>A perfume as the API shows it.</summary>
internal sealed record ProductView(string Slug, string Name, long PriceCents, string Currency, string Family, string Concentration, long VolumeMl, string Image)
{
    public static ProductView Of(Product product) => new(
        product.Slug, product.Name, product.PriceCents, "eur", product.Family, product.Concentration, product.VolumeMl, $"/images/{product.Slug}.svg");
}
