namespace SyntheticOps.Checker.Headers.Csp;

/// <summary>
/// A Content-Security-Policy as MDN HTTP Observatory reads it: several policies merged into one, names and sources in lower
/// case, and the lists that a browser really applies (facts: parsing rules that decide agreement).
/// </summary>
internal sealed class CspPolicy
{
    private static readonly HashSet<string> NotInMeta = ["frame-ancestors", "report-uri", "sandbox"];

    private readonly CspMerge _merge;

    private CspPolicy(CspMerge merge, bool enforcesAnything) =>
        (_merge, Directives, EnforcesAnything) = (merge, merge.Directives, enforcesAnything);

    /// <summary>Directive name to its sources, sorted.</summary>
    public IReadOnlyDictionary<string, List<string>> Directives { get; }

    /// <summary>False when a policy text is shorter than 6 characters or repeats a directive.</summary>
    public bool IsValid => _merge.IsValid;

    /// <summary>Whether header and meta tags together hold a directive that counts.</summary>
    public bool EnforcesAnything { get; }

    public bool HasRepeatedReport => _merge.HasRepeatedReport;

    /// <summary>The merged policy of headers and meta tags.</summary>
    public static CspPolicy Effective(HeaderFacts facts)
    {
        string[] header = facts.Auto?.Joined("content-security-policy") is { } joined ? [joined] : [];
        var meta = facts.Page.ContentSecurityPolicies;
        var enforces = CspMerge.Of(header).Directives.Count > 0
            || CspMerge.Of(meta) is var tags && (tags.HasRepeatedReport || tags.Directives.Keys.Any(name => !NotInMeta.Contains(name)));
        return new(CspMerge.Of([.. header, .. meta]), enforces);
    }

    /// <summary>Every policy by itself as browsers enforce them (CSP level 3): a comma separates two, the first of a repeated directive counts, a meta tag cannot frame or report.</summary>
    public static IReadOnlyList<CspPolicy> Each(HeaderFacts facts, PageFacts page) =>
    [
        .. (facts.Auto?.Lines("content-security-policy") ?? []).SelectMany(line => line.Split(',')).Select(policy => Single(policy, []))
            .Concat(page.ContentSecurityPolicies.Select(policy => Single(policy, NotInMeta)))
            .Where(policy => policy.EnforcesAnything),
    ];

    private static CspPolicy Single(string text, HashSet<string> without)
    {
        var directives = text.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .DistinctBy(directive => NameOf(directive))
            .Where(directive => !without.Contains(NameOf(directive)))
            .ToList();

        // The shortest text that MDN takes for a policy has six characters.
        return new(CspMerge.Of([$"{string.Join("; ", directives)};;;;;;"]), directives.Count > 0);
    }

    private static string NameOf(string directive) => directive.Split((char[]?)null, 2)[0].ToLowerInvariant();

    /// <summary>The sources of a fetch directive after its fall-back: itself, else default-src, else everything.</summary>
    public IReadOnlyList<string> Sources(string directive) => Applied(directive) ?? Applied("default-src") ?? ["*"];

    /// <summary>What CSP level 3 browsers drop: unsafe-inline beside a nonce or hash, and broad sources beside strict-dynamic.</summary>
    public List<string>? Applied(string directive)
    {
        if (!Directives.TryGetValue(directive, out var sources))
        {
            return null;
        }

        var proof = sources.Any(CspSources.IsNonceOrHash);
        var isScript = StandsFor("script-src", directive);
        return proof && isScript && sources.Contains("'strict-dynamic'")
            ? [.. sources.Where(source => source is not ("'self'" or "'unsafe-inline'") && !CspSources.StartsBroad(source))]
            : proof && (isScript || StandsFor("style-src", directive)) ? [.. sources.Where(source => source != "'unsafe-inline'")] : sources;
    }

    private bool StandsFor(string wanted, string directive) =>
        directive == wanted || (directive == "default-src" && !Directives.ContainsKey(wanted));
}
