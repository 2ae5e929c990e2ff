namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Directives without which a policy protects from little.</summary>
internal static class MissingChecks
{
    private const string Type = "MISSING_DIRECTIVES";

    public static IEnumerable<CspFinding> Find(ParsedCsp csp)
    {
        if (csp.Sources(csp.Effective("object-src")).Count == 0)
        {
            yield return new(Type, CspSeverity.High, "object-src");
        }

        if (!csp.Directives.ContainsKey(csp.Effective("script-src")))
        {
            yield return new(Type, CspSeverity.High, "script-src");
        }

        if ((csp.HasScriptNonce || (csp.HasScriptHash && csp.HasStrictDynamic)) && !csp.Directives.ContainsKey("base-uri"))
        {
            yield return new(Type, CspSeverity.High, "base-uri");
        }
    }
}
