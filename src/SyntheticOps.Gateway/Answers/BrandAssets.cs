using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Gateway.Answers;

/// <summary>
/// Style and script of our pages, from the assembly, in the shop's colours. They stand in the page itself, allowed by their hashes
/// (CSP level 3, section 8.4): the page needs no second request, which another gateway or a cache might answer.
/// </summary>
internal sealed class BrandAssets
{
    public BrandAssets(IOptions<PageOptions> options)
    {
        var style = Load("pause.css") + options.Value.Colours.ToCss();
        var script = Load("pause.js");
        Head = $"<style>{style}</style><script type=\"module\">{script}</script>";
        Policy = $"default-src 'none'; style-src '{HashOf(style)}'; script-src '{HashOf(script)}'; connect-src 'self'; img-src data:; "
            + "form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
    }

    /// <summary>To be put before `/head`.</summary>
    public string Head { get; }

    public string Policy { get; }

    private static string HashOf(string text) => "sha256-" + Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static string Load(string name)
    {
        using var stream = typeof(BrandAssets).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The assembly lacks its resource {name}.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd().ReplaceLineEndings("\n"); // browsers hash it with LF alone
    }
}
