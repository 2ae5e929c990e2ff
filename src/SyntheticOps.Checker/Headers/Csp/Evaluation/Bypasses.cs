using System.Text;

namespace SyntheticOps.Checker.Headers.Csp.Evaluation;

/// <summary>Hosts known to serve JSONP answers, old Angular or Flash files: an allow-list that names one of them stops nobody.</summary>
internal static class Bypasses
{
    private static readonly ILookup<string, string> Lists = Read();

    public static bool AllowsScripts(string source, bool evalAllowed) =>
        Match(source, "[angular]") is not null
        || (Match(source, "[jsonp]") is { } host && (evalAllowed || !Lists["[needs-eval]"].Contains(host)));

    public static bool AllowsFlash(string source) => Match(source, "[flash]") is not null;

    /// <summary>The host of the first entry that a source covers: the same host or one below a wildcard, and the path or folder when there is one.</summary>
    private static string? Match(string source, string list)
    {
        var (host, path) = Split(CspGrammar.WithoutScheme(source).Replace(":*", "", StringComparison.Ordinal));
        var wildcard = host.StartsWith("*.", StringComparison.Ordinal);
        foreach (var (knownHost, knownPath) in Lists[list].Select(Split))
        {
            var sameHost = wildcard ? knownHost.EndsWith(host[1..], StringComparison.Ordinal) : knownHost == host;
            var samePath = path == "/" || (path.EndsWith('/') ? knownPath.StartsWith(path, StringComparison.Ordinal) : knownPath == path);
            if (sameHost && samePath)
            {
                return knownHost;
            }
        }

        return null;
    }

    private static (string Host, string Path) Split(string url)
    {
        var end = url.IndexOfAny(['/', '?', '#']);
        var authority = end < 0 ? url : url[..end];
        var path = end < 0 || url[end] != '/' ? "/" : url[end..].Split('?', '#')[0];
        return (authority.Split(':')[0].ToLowerInvariant(), path);
    }

    private static ILookup<string, string> Read()
    {
        using var stream = typeof(Bypasses).Assembly.GetManifestResourceStream("csp-bypasses.txt")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var section = "";
        List<(string Section, string Entry)> entries = [];
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                section = line;
            }
            else if (!line.StartsWith('#'))
            {
                entries.Add((section, line));
            }
        }

        return entries.ToLookup(entry => entry.Section, entry => entry.Entry);
    }
}
