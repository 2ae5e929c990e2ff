using System.Collections.Frozen;
using System.Security.Cryptography;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>The stylesheet, the script and the icon, out of the assembly; each under an address that changes with its content.</summary>
internal static class Asset
{
    private static readonly FrozenDictionary<string, (byte[] Content, string Type, string Hash)> Files = new[]
    {
        Load("app.css", "text/css; charset=utf-8"),
        Load("live.js", "text/javascript; charset=utf-8"),
        Load("icon.svg", "image/svg+xml"),
    }.ToFrozenDictionary(file => file.Name, file => (file.Content, file.Type, file.Hash));

    public static string Url(string name) => $"/assets/{name}?v={Files[name].Hash}";

    public static IResult Get(string name, string? v, HttpContext context)
    {
        if (!Files.TryGetValue(name, out var file))
        {
            return Results.NotFound();
        }

        if (v == file.Hash)
        {
            context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        }

        return Results.Bytes(file.Content, file.Type);
    }

    private static (string Name, byte[] Content, string Type, string Hash) Load(string name, string type)
    {
        using var stream = typeof(Asset).Assembly.GetManifestResourceStream($"{typeof(Asset).Namespace}.Assets.{name}")
            ?? throw new InvalidOperationException($"The asset {name} is not embedded.");
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        return (name, content, type, Convert.ToHexStringLower(SHA256.HashData(content))[..12]);
    }
}
