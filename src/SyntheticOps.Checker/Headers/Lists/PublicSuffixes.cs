using System.Globalization;
using System.Net;

namespace SyntheticOps.Checker.Headers.Lists;

/// <summary>The public suffix list (publicsuffix.org), from a file: where the name that somebody registered begins.</summary>
internal sealed class PublicSuffixes
{
    private readonly Dictionary<string, bool> _rules = [];

    /// <exception cref="InvalidDataException">The file holds no rule; the message names it.</exception>
    public static PublicSuffixes Read(string path)
    {
        var list = new PublicSuffixes();
        var isPrivate = false;
        foreach (var line in File.ReadLines(path).Select(line => line.Trim()))
        {
            isPrivate = (isPrivate || line.Contains("BEGIN PRIVATE DOMAINS", StringComparison.Ordinal)) && !line.Contains("END PRIVATE DOMAINS", StringComparison.Ordinal);
            if (line.Length > 0 && !line.StartsWith("//", StringComparison.Ordinal))
            {
                list._rules.TryAdd(Ascii(line.Split(' ', '\t')[0].ToLowerInvariant()), isPrivate);
            }
        }

        return list._rules.Count > 0 ? list : throw new InvalidDataException($"{path} holds no public suffix.");
    }

    /// <summary>The registered name that a host belongs to; null for addresses and for suffixes themselves.</summary>
    /// <param name="withPrivate">Whether suffixes that companies published for their customers count, such as github.io.</param>
    public string? Registrable(string host, bool withPrivate)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        if (name.Length == 0 || IPAddress.TryParse(name.Trim('[', ']'), out _))
        {
            return null;
        }

        var labels = name.Split('.');
        var suffix = SuffixLength(labels, withPrivate);
        return labels.Length > suffix ? string.Join('.', labels[^(suffix + 1)..]) : null;
    }

    /// <summary>Labels of the longest rule that matches; an exception rule wins, and an unknown name has a suffix of one label.</summary>
    private int SuffixLength(string[] labels, bool withPrivate)
    {
        var longest = 1;
        for (var from = labels.Length - 1; from >= 0; from--)
        {
            var tail = string.Join('.', labels[from..]);
            if (Has("!" + tail))
            {
                return labels.Length - from - 1;
            }

            var wildcard = from > 0 && Has("*." + tail) ? labels.Length - from + 1 : 0;
            longest = Math.Max(longest, Math.Max(wildcard, Has(tail) ? labels.Length - from : 0));
        }

        return longest;

        bool Has(string rule) => _rules.TryGetValue(rule, out var isPrivate) && (withPrivate || !isPrivate);
    }

    private static string Ascii(string rule)
    {
        var prefix = rule.StartsWith("*.", StringComparison.Ordinal) ? "*." : rule.StartsWith('!') ? "!" : "";
        try
        {
            return prefix + new IdnMapping().GetAscii(rule[prefix.Length..]);
        }
        catch (ArgumentException)
        {
            return rule;
        }
    }
}
