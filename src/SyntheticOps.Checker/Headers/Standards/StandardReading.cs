using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Inspections;

namespace SyntheticOps.Checker.Headers.Standards;

/// <summary>Rewrites what was seen into what browsers read, in words on which MDN's rules and the standards agree; pure.</summary>
internal static class StandardReading
{
    private const string Invalid = "invalid";

    private static readonly string[] Framing = ["deny", "sameorigin", "allowall"];

    private static readonly string[] Policies =
        ["no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin", "origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"];

    private static readonly Dictionary<string, string> LegacyPolicies = new()
    {
        ["never"] = "no-referrer",
        ["default"] = "strict-origin-when-cross-origin",
        ["always"] = "unsafe-url",
        ["origin-when-crossorigin"] = "origin-when-cross-origin",
    };

    /// <summary>Cookies that are being deleted are none (RFC 6265bis section 5.7); media types have no case (RFC 9110 section 8.3.1).</summary>
    public static HeaderFacts Of(HeaderFacts facts) => facts with
    {
        Https = facts.Https is { } https ? Read(https) : null,
        Http = facts.Http is { } http ? Read(http) : null,
        Page = Read(facts.PageByStandard ?? facts.Page, facts.IsHttps ? "https:" : "http:"),
        Cookies = [.. facts.Cookies.Where(cookie => !cookie.IsDeletion(facts.Now))],
    };

    private static Answer Read(Answer answer) => answer with
    {
        Headers =
        [
            .. answer.Headers.Where(header => !IsReadHere(header.Key)),
            .. Line("Strict-Transport-Security", answer.Lines("strict-transport-security") is [var first, ..] ? HstsGrammar.MaxAge(first) is { } digits ? $"max-age={digits}" : Invalid : null),
            .. Line("X-Frame-Options", FramingOf(answer)),
            .. Line("X-Content-Type-Options", answer.Joined("x-content-type-options")?.Split(',')[0].Trim()),
            .. Line("Cross-Origin-Resource-Policy", ResourcePolicyOf(answer)),
            .. Line("Content-Security-Policy", AncestorsOf(answer)),
        ],
    };

    private static bool IsReadHere(string header) => header.ToLowerInvariant() is
        "strict-transport-security" or "x-frame-options" or "x-content-type-options" or "cross-origin-resource-policy" or "content-security-policy";

    private static IEnumerable<KeyValuePair<string, string>> Line(string name, string? value) => value is null ? [] : [KeyValuePair.Create(name, value)];

    /// <summary>HTML standard section 7.7: a list with any known word in it forbids frames; ALLOW-FROM and unknown words forbid nothing.</summary>
    private static string? FramingOf(Answer answer)
    {
        if (answer.Joined("x-frame-options") is not { } joined)
        {
            return null;
        }

        var words = joined.Split(',', StringSplitOptions.TrimEntries).Select(word => word.ToLowerInvariant()).Distinct().ToList();
        return words switch
        {
            [""] => "",
            [var word] => word is "deny" or "sameorigin" ? word : Invalid,
            _ => words.Exists(Framing.Contains) ? "deny" : Invalid,
        };
    }

    /// <summary>Fetch standard section 3.8: the words have a case.</summary>
    private static string? ResourcePolicyOf(Answer answer) => answer.Joined("cross-origin-resource-policy") switch
    {
        null or "" or "same-origin" or "same-site" or "cross-origin" => answer.Joined("cross-origin-resource-policy"),
        _ => Invalid,
    };

    /// <summary>frame-ancestors counts in a header only (CSP level 3 section 4.3), in any of its policies; here it alone stands for them.</summary>
    private static string? AncestorsOf(Answer answer) => answer.Lines("content-security-policy").SelectMany(line => line.Split(','))
        .Select(policy => ParsedCsp.Parse(policy).Directives.GetValueOrDefault("frame-ancestors"))
        .OfType<List<string>>()
        .Select(sources => $"frame-ancestors {string.Join(' ', sources)}")
        .FirstOrDefault();

    private static PageFacts Read(PageFacts page, string scheme) => page with
    {
        ContentSecurityPolicies = [],
        Referrer = page.Referrer?.Trim().ToLowerInvariant() is { } word ? Policies.Contains(word) ? word : LegacyPolicies.GetValueOrDefault(word) : null,
        Resources = [.. page.Resources.Select(resource => Read(resource, scheme))],
    };

    /// <summary>Only SHA-2 is integrity (Subresource Integrity section 3.2), and `//host` has the page's own scheme.</summary>
    private static PageResource Read(PageResource resource, string scheme) => resource with
    {
        Integrity = IntegrityInspection.IsKnown(resource.Integrity) ? resource.Integrity : null,
        Source = resource.Source?.TrimStart() is { } source && source.StartsWith("//", StringComparison.Ordinal) ? scheme + source : resource.Source,
    };
}
