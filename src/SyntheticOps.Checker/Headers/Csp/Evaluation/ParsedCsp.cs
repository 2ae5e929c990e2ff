namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>One policy as CSP level 3 browsers apply it: the first of repeated directives, without what nonces, hashes and strict-dynamic switch off.</summary>
internal sealed class ParsedCsp
{
    public static readonly string[] ScriptDirectives = ["script-src", "script-src-attr", "script-src-elem"];

    private ParsedCsp(Dictionary<string, List<string>> directives) => Directives = directives;

    /// <summary>Keywords and schemes in lower case, other sources as written.</summary>
    public Dictionary<string, List<string>> Directives { get; }

    public static ParsedCsp Parse(string policy)
    {
        var directives = new Dictionary<string, List<string>>();
        foreach (var words in policy.Split(';').Select(part => part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0))
        {
            directives.TryAdd(words[0].ToLowerInvariant(), [.. words.Skip(1).Select(Normal).Distinct()]);
        }

        var written = new ParsedCsp(directives);
        var applied = new ParsedCsp(new(directives));
        foreach (var directive in written.Effective(ScriptDirectives))
        {
            applied.Directives[directive] = [.. written.Sources(directive).Where(source => written.Applies(directive, source))];
            if (!directives.ContainsKey(directive))
            {
                applied.Directives.Remove(directive);
            }
        }

        return applied;
    }

    /// <summary>Which of the policy's directives speak for those, each once.</summary>
    public IEnumerable<string> Effective(params string[] wanted) => wanted.Select(Effective).Distinct();

    public string Effective(string wanted)
    {
        var parent = wanted.EndsWith("-attr", StringComparison.Ordinal) || wanted.EndsWith("-elem", StringComparison.Ordinal) ? wanted[..^5] : wanted;
        return Directives.ContainsKey(wanted) ? wanted
            : parent != wanted && Directives.ContainsKey(parent) ? parent
            : CspGrammar.FetchDirectives.Contains(wanted) ? "default-src" : wanted;
    }

    public IReadOnlyList<string> Sources(string directive) => Directives.GetValueOrDefault(directive, []);

    public bool HasScriptNonce => Sources(Effective("script-src")).Any(CspGrammar.IsNonce);

    public bool HasScriptHash => Sources(Effective("script-src")).Any(CspGrammar.IsHash);

    public bool HasStrictDynamic => Sources(Effective("script-src")).Contains("'strict-dynamic'");

    private bool Applies(string directive, string source)
    {
        var sources = Sources(directive);
        var overruled = source == "'unsafe-inline'" && sources.Any(other => CspGrammar.IsNonce(other) || CspGrammar.IsHash(other));
        var superseded = sources.Contains("'strict-dynamic'") && (!source.StartsWith('\'') || source is "'self'" or "'unsafe-inline'");
        return !overruled && !superseded;
    }

    private static string Normal(string source)
    {
        var lower = source.ToLowerInvariant();
        return CspGrammar.Keywords.Contains(lower) || CspGrammar.IsUrlScheme(source) ? lower : source;
    }
}
