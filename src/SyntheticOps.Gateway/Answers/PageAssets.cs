using System.Collections.Frozen;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace SyntheticOps.Gateway.Answers;

/// <summary>The page's own style and script, from the assembly, on a path that the shop cannot have.</summary>
internal static class PageAssets
{
    public const string Path = "/_gateway";

    private static readonly FrozenDictionary<string, Asset> Files = new[] { Load("pause.css", "text/css"), Load("pause.js", "text/javascript") }
        .ToFrozenDictionary(asset => asset.Name);

    /// <summary>Address with a mark of the content: it may be kept for good and still changes with a new version.</summary>
    public static string Href(string name) => $"{Path}/{name}?v={Files[name].Mark}";

    public static IEndpointConventionBuilder MapAssets(this IEndpointRouteBuilder routes) =>
        routes.MapMethods(Path + "/{name}", [HttpMethods.Get, HttpMethods.Head], (string name, HttpContext context) =>
        {
            if (!Files.TryGetValue(name, out var asset))
            {
                return Results.NotFound();
            }

            context.Response.Headers.CacheControl = "public, max-age=86400";
            context.Response.Headers.XContentTypeOptions = "nosniff";
            return Results.Bytes(asset.Content, asset.Type + "; charset=utf-8", entityTag: new EntityTagHeaderValue($"\"{asset.Mark}\""));
        });

    private static Asset Load(string name, string type)
    {
        using var stream = typeof(PageAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return new Asset(name, type, content, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }

    private sealed record Asset(string Name, string Type, byte[] Content, string Mark);
}
