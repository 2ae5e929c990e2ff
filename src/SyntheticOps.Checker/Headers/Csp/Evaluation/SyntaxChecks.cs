namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Words that browsers do not understand and therefore ignore.</summary>
internal static class SyntaxChecks
{
    public static IEnumerable<CspFinding> Find(ParsedCsp csp) => csp.Directives.SelectMany(directive => Find(directive.Key, directive.Value));

    private static IEnumerable<CspFinding> Find(string directive, List<string> sources)
    {
        if (!CspGrammar.Directives.Contains(directive))
        {
            yield return new("UNKNOWN_DIRECTIVE", CspSeverity.Syntax, directive);
        }

        foreach (var source in sources)
        {
            if (CspGrammar.Directives.Contains(source))
            {
                yield return new("MISSING_SEMICOLON", CspSeverity.Syntax, directive, source);
            }

            if (IsUnquoted(source) || (source.StartsWith('\'') && !IsKnown(directive, source)))
            {
                yield return new("INVALID_KEYWORD", CspSeverity.Syntax, directive, source);
            }
        }
    }

    /// <summary>A keyword, nonce or hash that lacks its single quotes and is therefore taken for a host.</summary>
    public static bool IsUnquoted(string source) =>
        CspGrammar.Keywords.Contains($"'{source}'")
        || source.StartsWith("nonce-", StringComparison.Ordinal)
        || source.StartsWith("sha256-", StringComparison.Ordinal)
        || source.StartsWith("sha384-", StringComparison.Ordinal)
        || source.StartsWith("sha512-", StringComparison.Ordinal);

    private static bool IsKnown(string directive, string source) => directive switch
    {
        "require-trusted-types-for" => source == "'script'",
        "trusted-types" => source is "'allow-duplicates'" or "'none'",
        _ => CspGrammar.Keywords.Contains(source) || CspGrammar.IsHash(source) || CspGrammar.IsNonce(source),
    };
}
