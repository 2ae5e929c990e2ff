namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Scripts that an attacker writes into the page, and sources that are everybody's.</summary>
internal static class ScriptChecks
{
    private static readonly (string Keyword, string Type, CspSeverity Severity)[] Keywords =
    [
        ("'unsafe-inline'", "SCRIPT_UNSAFE_INLINE", CspSeverity.High),
        ("'unsafe-hashes'", "SCRIPT_UNSAFE_HASHES", CspSeverity.MediumMaybe),
        ("'unsafe-eval'", "SCRIPT_UNSAFE_EVAL", CspSeverity.MediumMaybe),
    ];

    private static readonly string[] Schemes = ["data:", "http:", "https:"];

    public static IEnumerable<CspFinding> Find(ParsedCsp csp) =>
        (from directive in csp.Effective(ParsedCsp.ScriptDirectives)
         from known in Keywords
         where csp.Sources(directive).Contains(known.Keyword)
         select new CspFinding(known.Type, known.Severity, directive, known.Keyword))
        .Concat(
         from directive in csp.Effective([.. ParsedCsp.ScriptDirectives, "object-src", "base-uri"])
         from source in csp.Sources(directive)
         let type = Schemes.Contains(source) ? "PLAIN_URL_SCHEMES" : CspGrammar.WithoutScheme(source) == "*" ? "PLAIN_WILDCARD" : null
         where type is not null
         select new CspFinding(type, CspSeverity.High, directive, source));
}
