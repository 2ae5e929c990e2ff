namespace SyntheticOps.Checker.Headers.Csp;

/// <summary>
/// Reads policies one after another into one list a directive, by MDN's rules: what begins with its neighbour is superfluous,
/// and from the second policy on only a source that both sides name stays.
/// </summary>
internal sealed class CspMerge
{
    /// <summary>The shortest text that can be a policy.</summary>
    private const int ShortestPolicy = 6;

    private static readonly HashSet<string> MayRepeat = ["report-uri", "report-to"];

    private readonly Dictionary<string, List<Source>> _directives = [];

    /// <summary>False when a text is too short or repeats a directive.</summary>
    public bool IsValid { get; private set; } = true;

    /// <summary>Whether report-uri or report-to is repeated.</summary>
    public bool HasRepeatedReport { get; private set; }

    /// <summary>Sources by directive; one that lost all of its sources is `'none'`.</summary>
    public Dictionary<string, List<string>> Directives => _directives.ToDictionary(
        directive => directive.Key,
        directive => directive.Value.Count > 0 ? directive.Value.Select(source => source.Text).Distinct().ToList() : ["'none'"]);

    public static CspMerge Of(IReadOnlyList<string> policies)
    {
        var merge = new CspMerge();
        for (var i = 0; i < policies.Count && merge.IsValid; i++)
        {
            var text = policies[i].Replace("\r", "", StringComparison.Ordinal).Replace("\n", "", StringComparison.Ordinal).Trim();
            merge.IsValid = text.Length >= ShortestPolicy;
            merge.Add(text, i, policies.Count > 1);
        }

        return merge;
    }

    private void Add(string text, int policy, bool isOneOfMany)
    {
        var seen = new HashSet<string>();
        foreach (var words in text.Split(';').Select(part => part.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Where(words => words.Length > 0))
        {
            var name = words[0].ToLowerInvariant();
            if (!seen.Add(name))
            {
                IsValid &= MayRepeat.Contains(name);
                HasRepeatedReport |= MayRepeat.Contains(name);
            }

            var values = words.Skip(1).Select(word => word.ToLowerInvariant())
                .DefaultIfEmpty(name.EndsWith("-src", StringComparison.Ordinal) ? "'none'" : "")
                .Where(word => word.Length > 0)
                .Select(word => new Source(word, policy) { Stays = policy == 0 });
            var kept = Kept([.. policy == 0 ? [] : _directives.GetValueOrDefault(name, []), .. values]);
            kept.ForEach(source => source.Stays &= policy > 0 || !isOneOfMany);
            _directives[name] = kept;
        }
    }

    private static List<Source> Kept(IEnumerable<Source> sources)
    {
        var sorted = sources.OrderBy(source => source.Text, CspOrder.Instance).ToList();
        foreach (var (before, source) in sorted.Zip(sorted.Skip(1)))
        {
            if (source.Policy == before.Policy)
            {
                source.Stays &= !source.Text.StartsWith(before.Text, StringComparison.Ordinal);
            }
            else
            {
                source.Stays |= Covers(before.Text, source.Text);
            }
        }

        return [.. sorted.Where(source => source.Stays)];
    }

    /// <summary>The same, or below a path that ends in a slash.</summary>
    private static bool Covers(string path, string other)
    {
        var (a, b) = (path.Split('/'), other.Split('/'));
        var folder = path.EndsWith('/');
        var compared = folder ? a[..^1] : a;
        return a.Length <= b.Length
            && (folder || a.Length == b.Length)
            && compared.Zip(b).All(pair => Uri.UnescapeDataString(pair.First) == Uri.UnescapeDataString(pair.Second));
    }

    private sealed record Source(string Text, int Policy)
    {
        public bool Stays { get; set; }
    }
}
