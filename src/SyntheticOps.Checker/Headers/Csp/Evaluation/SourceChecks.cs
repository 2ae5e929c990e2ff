using System.Text.RegularExpressions;

namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Sources that browsers ignore, that anybody on the way can change, or that can be guessed; and directives out of use.</summary>
internal static partial class SourceChecks
{
    private const int ShortestNonce = 8;

    private static readonly string[] Deprecated = ["reflected-xss", "referrer", "disown-opener", "prefetch-src"];

    public static IEnumerable<CspFinding> Find(ParsedCsp csp) => csp.Directives
        .SelectMany(directive => directive.Value.SelectMany(source => Find(directive.Key, source)))
        .Concat(Deprecated.Where(csp.Directives.ContainsKey).Select(name => new CspFinding("DEPRECATED_DIRECTIVE", CspSeverity.Info, name)));

    private static IEnumerable<CspFinding> Find(string directive, string source)
    {
        if (IsAddress(source))
        {
            yield return new("IP_SOURCE", CspSeverity.Info, directive, source);
        }

        if (source.StartsWith("http://", StringComparison.Ordinal))
        {
            yield return new("SRC_HTTP", CspSeverity.Medium, directive, source);
        }

        if (CspGrammar.NonceOf(source) is not { } nonce)
        {
            yield break;
        }

        if (nonce.Length < ShortestNonce)
        {
            yield return new("NONCE_LENGTH", CspSeverity.Medium, directive, source);
        }

        if (!CspGrammar.IsNonce(source))
        {
            yield return new("NONCE_CHARSET", CspSeverity.Info, directive, source);
        }
    }

    private static bool IsAddress(string source) => Address().IsMatch(CspGrammar.WithoutScheme(source).Replace(":*", "", StringComparison.Ordinal));

    [GeneratedRegex(@"^(\[[0-9A-Fa-f:.]+\]|\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3})(?=[:/?#]|$)", RegexOptions.ECMAScript)]
    private static partial Regex Address();
}
