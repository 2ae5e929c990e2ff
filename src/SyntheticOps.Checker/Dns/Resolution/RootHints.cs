using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>Reads a file of root hints, in the form of named.root: NS lines of the root, and A and AAAA lines of those names.</summary>
internal static class RootHints
{
    private const int MostServers = 64;

    /// <exception cref="FormatException">No root server with an address stands there; the message says what is expected.</exception>
    public static DnsRoots Parse(string text)
    {
        var (names, addresses) = (new HashSet<DnsName>(), new List<(DnsName Owner, IPAddress Address)>());
        foreach (var line in text.Split('\n'))
        {
            var words = ZoneLine.Words(line);
            if (words.Count < 3 || !DnsName.TryParse(words[0], out var owner))
            {
                continue;
            }

            var at = ZoneLine.TypeAt(words);
            var (type, value) = at > 0 && at + 1 < words.Count ? (words[at].ToUpperInvariant(), words[at + 1]) : ("", "");
            if (type == "NS" && owner.IsRoot && DnsName.TryParse(value, out var server))
            {
                names.Add(server);
            }
            else if (type is "A" or "AAAA" && IPAddress.TryParse(value, out var address))
            {
                addresses.Add((owner, address));
            }
        }

        IPAddress[] roots = [.. addresses.Where(pair => names.Contains(pair.Owner)).Select(pair => pair.Address).Distinct().Take(MostServers)];
        return roots.Length > 0
            ? new DnsRoots(roots, SystemResolvers.Port)
            : throw new FormatException("root hints need an NS line of the root and an A or AAAA line of that name, such as '. 3600 NS a.root.' and 'a.root. 3600 A 192.0.2.1'");
    }
}

/// <summary>One line of a zone file: owner, then TTL and class in any order or missing, then type and data.</summary>
internal static class ZoneLine
{
    /// <summary>Without comments and parentheses.</summary>
    public static List<string> Words(string line) =>
    [
        .. (line.IndexOf(';', StringComparison.Ordinal) is var end and >= 0 ? line[..end] : line)
            .Split([' ', '\t', '\r', '(', ')'], StringSplitOptions.RemoveEmptyEntries),
    ];

    /// <summary>Where the type stands, behind the owner, TTL and class.</summary>
    public static int TypeAt(IReadOnlyList<string> words)
    {
        var at = 1;
        while (at < words.Count && (uint.TryParse(words[at], NumberStyles.None, CultureInfo.InvariantCulture, out _) || words[at].ToUpperInvariant() is "IN"))
        {
            at++;
        }

        return at;
    }
}
