namespace SyntheticOps.Checker.Headers.Csp;

/// <summary>
/// A Content-Security-Policy as MDN HTTP Observatory reads it: several policies merged into one, names and sources in lower
/// case, and the lists that a browser really applies (facts: parsing rules that decide agreement).
/// </summary>
internal sealed class CspPolicy
{
    private static readonly HashSet<string> MayRepeat = ["report-uri", "report-to"];

    private static readonly HashSet<string> NotInMeta = ["frame-ancestors", "report-uri", "sandbox"];

    private CspPolicy(Dictionary<string, List<string>> directives, bool isValid, bool enforcesAnything, bool hasRepeatedReport) =>
        (Directives, IsValid, EnforcesAnything, HasRepeatedReport) = (directives, isValid, enforcesAnything, hasRepeatedReport);

    /// <summary>Directive name to its sources, sorted.</summary>
    public IReadOnlyDictionary<string, List<string>> Directives { get; }

    /// <summary>False when a policy text is shorter than 6 characters or repeats a directive.</summary>
    public bool IsValid { get; }

    /// <summary>Whether header and meta tags together hold a directive that counts.</summary>
    public bool EnforcesAnything { get; }

    public bool HasRepeatedReport { get; }

    /// <summary>The merged policy of headers and meta tags.</summary>
    public static CspPolicy Effective(HeaderFacts facts)
    {
        var header = facts.Auto?.Joined("content-security-policy");
        string[] texts = [.. header is null ? Array.Empty<string>() : [header], .. facts.Page.ContentSecurityPolicies];
        var parsed = texts.Select(text => ParseOne(text.Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim())).ToList();
        var fromHeader = header is null ? 0 : 1;
        var enforces = parsed.Take(fromHeader).Any(policy => policy.Directives.Count > 0)
            || parsed.Skip(fromHeader).Any(policy => policy.Directives.Keys.Any(name => !NotInMeta.Contains(name)));
        var merged = parsed.Count == 0 ? [] : parsed.Skip(1).Aggregate(parsed[0].Directives, (first, next) => Merge(first, next.Directives));
        return new(merged, parsed.All(policy => policy.Valid), enforces, parsed.Any(policy => policy.RepeatsReport));
    }

    /// <summary>The sources of a fetch directive after its fall-back: itself, else default-src, else everything.</summary>
    public IReadOnlyList<string> Sources(string directive) => Cleaned(directive) ?? Cleaned("default-src") ?? ["*"];

    private static (Dictionary<string, List<string>> Directives, bool Valid, bool RepeatsReport) ParseOne(string text)
    {
        var directives = new Dictionary<string, List<string>>();
        var (valid, repeatsReport) = (text.Length >= 6, false);
        foreach (var words in text.Split(';').Select(part => part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0))
        {
            var name = words[0].ToLowerInvariant();
            if (directives.ContainsKey(name))
            {
                valid &= MayRepeat.Contains(name);
                repeatsReport |= MayRepeat.Contains(name);
                continue;
            }

            directives[name] = Values(name, words.Skip(1));
        }

        return (directives, valid, repeatsReport);
    }

    private static List<string> Values(string name, IEnumerable<string> words)
    {
        var sorted = words.Select(word => word.ToLowerInvariant()).Order(StringComparer.Ordinal).ToList();
        if (sorted.Count == 0 && name.EndsWith("-src", StringComparison.Ordinal))
        {
            return ["'none'"];
        }

        return [.. sorted.Where((word, index) => index == 0 || !word.StartsWith(sorted[index - 1], StringComparison.Ordinal))];
    }

    private static Dictionary<string, List<string>> Merge(Dictionary<string, List<string>> first, Dictionary<string, List<string>> next)
    {
        var merged = new Dictionary<string, List<string>>(first);
        foreach (var (name, sources) in next)
        {
            List<string> kept = first.TryGetValue(name, out var mine)
                ? [.. mine.Where(source => sources.Any(other => other == source || (other.EndsWith('/') && source.StartsWith(other, StringComparison.Ordinal))))]
                : [];
            merged[name] = kept.Count > 0 ? kept : ["'none'"];
        }

        return merged;
    }

    /// <summary>What CSP level 3 browsers drop: unsafe-inline beside a nonce or hash, and broad sources beside strict-dynamic.</summary>
    private List<string>? Cleaned(string directive)
    {
        if (!Directives.TryGetValue(directive, out var sources))
        {
            return null;
        }

        var proof = sources.Any(CspSources.IsNonceOrHash);
        var isScript = directive == "script-src" || (directive == "default-src" && !Directives.ContainsKey("script-src"));
        var isStyle = directive == "style-src" || isScript;
        return proof && isScript && sources.Contains("'strict-dynamic'")
            ? [.. sources.Where(source => source is not ("'self'" or "'unsafe-inline'") && !CspSources.StartsBroad(source))]
            : proof && isStyle ? [.. sources.Where(source => source != "'unsafe-inline'")] : sources;
    }
}
