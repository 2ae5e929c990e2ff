namespace Parfumerie.Catalogue;

/// <summary>The bottles at /images/SLUG.svg, straight from their rows.</summary>
internal static class ImageApi
{
    public static void MapImages(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/images/{slug}.svg", async (string slug, ProductRepository products, HttpContext context, CancellationToken token) =>
        {
            if (await products.FindImageAsync(slug, token) is not { } svg)
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "public, max-age=300";
            return Results.Text(svg, "image/svg+xml", System.Text.Encoding.UTF8);
        });
}
