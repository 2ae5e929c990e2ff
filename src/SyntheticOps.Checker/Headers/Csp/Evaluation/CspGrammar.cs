using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>The words of CSP level 3 and of the levels before it.</summary>
internal static partial class CspGrammar
{
    public static readonly HashSet<string> FetchDirectives =
    [
        "child-src", "connect-src", "default-src", "font-src", "frame-src", "img-src", "manifest-src", "media-src", "object-src",
        "script-src", "script-src-attr", "script-src-elem", "style-src", "style-src-attr", "style-src-elem", "worker-src",
    ];

    public static readonly HashSet<string> Directives =
    [
        .. FetchDirectives, "prefetch-src", "base-uri", "plugin-types", "sandbox", "disown-opener", "form-action", "frame-ancestors", "navigate-to",
        "report-to", "report-uri", "block-all-mixed-content", "upgrade-insecure-requests", "reflected-xss", "referrer", "require-sri-for",
        "trusted-types", "require-trusted-types-for", "webrtc",
    ];

    public static readonly HashSet<string> Keywords =
    [
        "'self'", "'none'", "'unsafe-inline'", "'unsafe-eval'", "'wasm-eval'", "'wasm-unsafe-eval'", "'strict-dynamic'", "'unsafe-hashed-attributes'",
        "'unsafe-hashes'", "'report-sample'", "'block'", "'allow'", "'inline-speculation-rules'",
    ];

    public static bool IsUrlScheme(string source) => UrlScheme().IsMatch(source);

    public static bool IsNonce(string source) => StrictNonce().IsMatch(source);

    public static bool IsHash(string source) => StrictHash().IsMatch(source);

    /// <summary>What stands between `'nonce-` and the closing quote; null for other sources.</summary>
    public static string? NonceOf(string source) => AnyNonce().Match(source) is { Success: true } match ? match.Groups[1].Value : null;

    /// <summary>The source without `scheme://` or `//`.</summary>
    public static string WithoutScheme(string source)
    {
        var rest = LeadingScheme().Replace(source, "");
        return rest.StartsWith("//", StringComparison.Ordinal) ? rest[2..] : rest;
    }

    [GeneratedRegex("^[a-zA-Z][+a-zA-Z0-9.-]*:$")]
    private static partial Regex UrlScheme();

    [GeneratedRegex("^'nonce-[a-zA-Z0-9+/_-]+={0,2}'$")]
    private static partial Regex StrictNonce();

    [GeneratedRegex("^'nonce-(.+)'$")]
    private static partial Regex AnyNonce();

    [GeneratedRegex("^'sha(256|384|512)-[a-zA-Z0-9+/_-]+={0,2}'$")]
    private static partial Regex StrictHash();

    [GeneratedRegex(@"^[A-Za-z0-9_][+A-Za-z0-9_.-]*://")]
    private static partial Regex LeadingScheme();
}
