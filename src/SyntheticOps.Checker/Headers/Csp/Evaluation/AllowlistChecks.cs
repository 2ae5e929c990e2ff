namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Hosts in script-src and object-src: those known to let anybody in, and those that might.</summary>
internal static class AllowlistChecks
{
    private const string Flash = "application/x-shockwave-flash";

    public static IEnumerable<CspFinding> Find(ParsedCsp csp) => Scripts(csp).Concat(Objects(csp));

    private static IEnumerable<CspFinding> Scripts(ParsedCsp csp) =>
        from directive in csp.Effective("script-src", "script-src-elem")
        let sources = csp.Sources(directive)
        where !sources.Contains("'none'")
        from source in sources
        let isHost = !source.StartsWith('\'') && !CspGrammar.IsUrlScheme(source) && source.Contains('.', StringComparison.Ordinal)
        where isHost || source == "'self'"
        let isBypass = isHost && Bypasses.AllowsScripts(source, sources.Contains("'unsafe-eval'"))
        select new CspFinding("SCRIPT_ALLOWLIST_BYPASS", isBypass ? CspSeverity.High : CspSeverity.MediumMaybe, directive, source);

    private static IEnumerable<CspFinding> Objects(ParsedCsp csp)
    {
        var directive = csp.Effective("object-src");
        var sources = csp.Sources(directive);
        var flashIsRefused = csp.Directives.TryGetValue("plugin-types", out var types) && !types.Contains(Flash);
        return sources.Contains("'none'") || flashIsRefused
            ? []
            : from source in sources
              let isBypass = Bypasses.AllowsFlash(source)
              where isBypass || directive == "object-src"
              select new CspFinding("OBJECT_ALLOWLIST_BYPASS", isBypass ? CspSeverity.High : CspSeverity.MediumMaybe, directive, source);
    }
}
