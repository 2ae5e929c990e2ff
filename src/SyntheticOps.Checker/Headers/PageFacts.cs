using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace SyntheticOps.Checker.Headers;

/// <summary>Policies that a page declares in meta tags, and the resources that it loads.</summary>
internal sealed record PageFacts(IReadOnlyList<string> ContentSecurityPolicies, string? Referrer)
{
    private const string Html = "http://www.w3.org/1999/xhtml";

    public static PageFacts None { get; } = new([], null);

    /// <summary>Whether the media type is one of HTML, compared case-sensitively, as MDN does.</summary>
    public bool IsHtml { get; init; }

    /// <summary>`href` of the first `base` that has one.</summary>
    public string? Base { get; init; }

    /// <summary>Scripts (inline ones without source), style sheets, frames, media and forms, in the page's order.</summary>
    public IReadOnlyList<PageResource> Resources { get; init; } = [];

    /// <summary>Whether browsers take for HTML what MDN's scanner does not: `TEXT/HTML`, `text/html ; charset=utf-8`.</summary>
    public static bool IsHtmlByStandard(string contentType) =>
        contentType.Split(';')[0] is not ("text/html" or "application/xhtml+xml")
        && contentType.Split(';')[0].Trim().ToLowerInvariant() is ("text/html" or "application/xhtml+xml");

    /// <summary>Reads an HTML answer; other media types declare nothing.</summary>
    public static PageFacts Read(string? contentType, string body)
    {
        if (contentType?.Split(';')[0] is not ("text/html" or "application/xhtml+xml"))
        {
            return None;
        }

        using var document = new HtmlParser().ParseDocument(body);
        var metas = document.QuerySelectorAll("meta").ToLookup(meta => meta.HasAttribute("http-equiv") && meta.HasAttribute("content"));
        var policies = metas[true].Where(meta => Says(meta, "http-equiv", "content-security-policy")).Select(Content).OfType<string>();
        return new([.. policies], metas[false].Where(meta => Says(meta, "name", "referrer")).Select(Content).OfType<string>().LastOrDefault())
        {
            IsHtml = true,
            Base = document.QuerySelector("base[href]")?.GetAttribute("href"),
            Resources = [.. document.QuerySelectorAll("script,link,iframe,frame,object,embed,img,audio,video,source,form").Select(Resource).OfType<PageResource>()],
        };
    }

    private static PageResource? Resource(IElement element)
    {
        var (kind, source) = element.LocalName switch
        {
            "script" => ("script", element.NamespaceUri == Html ? element.GetAttribute("src") : null),
            "link" => (Says(element, "rel", "stylesheet") ? "stylesheet" : "", element.GetAttribute("href")),
            "object" => ("object", element.GetAttribute("data")),
            "form" => ("form", element.GetAttribute("action")),
            var name => (name, element.GetAttribute("src")),
        };
        return kind.Length == 0 || (source is null && kind != "script") ? null : new(kind, source, element.GetAttribute("integrity"), element.GetAttribute("crossorigin"));
    }

    private static bool Says(IElement element, string attribute, string value) =>
        string.Equals(element.GetAttribute(attribute)?.Trim(), value, StringComparison.OrdinalIgnoreCase);

    private static string? Content(IElement meta) => meta.GetAttribute("content") is { Length: > 0 } content ? content : null;
}

/// <summary>Something that a page loads or sends to.</summary>
/// <param name="Kind">Element name; `stylesheet` for a link to one.</param>
/// <param name="Source">As written; null for an inline script.</param>
internal sealed record PageResource(string Kind, string? Source, string? Integrity = null, string? CrossOrigin = null);
