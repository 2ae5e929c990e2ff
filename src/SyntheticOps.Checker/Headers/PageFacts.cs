using AngleSharp.Html.Parser;

namespace SyntheticOps.Checker.Headers;

/// <summary>Policies that a page declares in meta tags.</summary>
internal sealed record PageFacts(IReadOnlyList<string> ContentSecurityPolicies, string? Referrer)
{
    private const int MaximumLength = 5 * 1024 * 1024;

    public static PageFacts None { get; } = new([], null);

    /// <summary>Reads the meta tags of an HTML answer; other media types declare nothing (compared case-sensitively, as MDN does).</summary>
    public static PageFacts Read(string? contentType, string body)
    {
        if (contentType?.Split(';')[0].Trim() is not ("text/html" or "application/xhtml+xml") || body.Length > MaximumLength)
        {
            return None;
        }

        using var document = new HtmlParser().ParseDocument(body);
        var metas = document.QuerySelectorAll("meta").ToList();
        var policies = metas
            .Where(meta => string.Equals(meta.GetAttribute("http-equiv")?.Trim(), "content-security-policy", StringComparison.OrdinalIgnoreCase))
            .Select(meta => meta.GetAttribute("content")?.Trim())
            .OfType<string>();
        var referrer = metas
            .Where(meta => string.Equals(meta.GetAttribute("name")?.Trim(), "referrer", StringComparison.OrdinalIgnoreCase))
            .Where(meta => meta.GetAttribute("http-equiv") is null)
            .Select(meta => meta.GetAttribute("content"))
            .LastOrDefault();
        return new([.. policies], referrer);
    }
}
