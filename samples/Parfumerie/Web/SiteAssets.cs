using System.Security.Cryptography;

namespace Parfumerie.Web;

/// <summary>The shop's own style sheet and script. Their address carries their hash, so they may be kept for a year.</summary>
internal static class SiteAssets
{
    public static SiteAsset Style { get; } = SiteAsset.Load("shop.css", "text/css; charset=utf-8");

    public static SiteAsset Script { get; } = SiteAsset.Load("shop.js", "text/javascript; charset=utf-8");

    public static SiteAsset Icon { get; } = SiteAsset.Load("favicon.svg", "image/svg+xml");

    public static void MapAssets(this IEndpointRouteBuilder routes)
    {
        foreach (var asset in new[] { Style, Script, Icon })
        {
            routes.MapGet($"/assets/{asset.Name}", (HttpContext context) =>
            {
                context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
                return Results.Bytes(asset.Body, asset.Type);
            });
        }
    }
}

/// <summary>One embedded file with its address and its integrity value (Subresource Integrity, W3C).</summary>
internal sealed record SiteAsset(string Name, string Type, byte[] Body, string Integrity)
{
    public string Url { get; } = $"/assets/{Name}?v={Convert.ToHexStringLower(SHA256.HashData(Body))[..12]}";

    public static SiteAsset Load(string name, string type)
    {
        var body = Embedded.Bytes(name);
        return new SiteAsset(name, type, body, "sha384-" + Convert.ToBase64String(SHA384.HashData(body)));
    }
}
