using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Dns;

/// <summary>Reads names, types and servers from synthetics.yaml.</summary>
internal static class DnsConfig
{
    public static readonly string[] MailWords = ["auto", "all", "spf", "dmarc", "dkim", "mta-sts", "tls-rpt", "bimi"];

    private const long LargestFile = 1 << 20;

    public static DnsName Name(ConfigNode node)
    {
        var text = node.AsText();
        if (NameOf(text) is { } name)
        {
            return name;
        }

        node.Fail("a domain name is expected, such as shop.example");
        return DnsName.Root;
    }

    /// <summary>A name as people write it, in any script; null for addresses and for what is no name.</summary>
    public static DnsName? NameOf(string text) =>
        text is "" or "." || IPAddress.TryParse(text, out _) || text.Contains(':', StringComparison.Ordinal) || !DnsName.TryParse(Ascii(text), out var name) ? null : name;

    public static IReadOnlyList<RecordType> Types(ConfigNode node, RecordType[] known)
    {
        string[] words = [.. known.Select(WireText.Type)];
        return [.. node.AsItemsOrOne().Select(item => Enum.Parse<RecordType>(item.AsChoice(words))).Distinct()];
    }

    /// <summary>Addresses with an optional port; null stands for `system`.</summary>
    public static IEnumerable<IPEndPoint?> Endpoints(ConfigNode node, int most, bool system)
    {
        var items = node.AsItemsOrOne();
        if (items.Count > most)
        {
            node.Fail(string.Create(CultureInfo.InvariantCulture, $"at most {most} servers can be given"));
        }

        foreach (var item in items.Take(most))
        {
            var text = item.AsText();
            if (system && text == "system")
            {
                yield return null;
            }
            else if (Endpoint(text) is { } server)
            {
                yield return server;
            }
            else if (text.Length > 0)
            {
                item.Fail($"{(system ? "system or an" : "an")} address is expected, such as 192.0.2.53, 192.0.2.53:5353 or [2001:db8::53]:53");
            }
        }
    }

    /// <summary>Resolvers as a list, or by place: `{Paris: 192.0.2.53, Tokyo: system}`.</summary>
    public static IEnumerable<ResolverPlace> Resolvers(ConfigNode node, int most)
    {
        if (!node.IsMap)
        {
            return Endpoints(node, most, system: true).Select(server => new ResolverPlace(server));
        }

        var places = node.AsMap().Entries().ToList();
        if (places.Count > most)
        {
            node.Fail(string.Create(CultureInfo.InvariantCulture, $"at most {most} servers can be given"));
        }

        return places.Take(most).SelectMany(place => Endpoints(place.Value, 1, system: true).Select(server => new ResolverPlace(server, place.Name)));
    }

    public static MailParts MailPart(string word) => word switch
    {
        "auto" or "all" => MailParts.All,
        "spf" => MailParts.Spf,
        "dmarc" => MailParts.Dmarc,
        "dkim" => MailParts.Dkim,
        "mta-sts" => MailParts.MtaSts,
        "tls-rpt" => MailParts.TlsRpt,
        "bimi" => MailParts.Bimi,
        _ => MailParts.None,
    };

    /// <summary>DKIM selectors: labels, joined by dots.</summary>
    public static IReadOnlyList<string> Selectors(ConfigNode node, int most)
    {
        var items = node.AsItemsOrOne();
        if (items.Count > most)
        {
            node.Fail(string.Create(CultureInfo.InvariantCulture, $"at most {most} selectors can be given"));
        }

        foreach (var item in items.Where(item => !DnsName.TryParse(item.AsText(), out var name) || name.IsRoot || name.Labels > 4))
        {
            item.Fail("a DKIM selector is expected, such as s1: the label in front of ._domainkey");
        }

        return [.. items.Take(most).Select(item => item.AsText().TrimEnd('.')).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <summary>Reads a file of facts when the configuration is read; null after a mistake.</summary>
    public static T? File<T>(ConfigNode node, Func<string, T> parse)
        where T : class
    {
        var path = node.AsPath();
        try
        {
            if (new FileInfo(path).Length > LargestFile)
            {
                throw new FormatException("it is larger than 1 MiB");
            }

            return parse(System.IO.File.ReadAllText(path));
        }
        catch (FormatException e)
        {
            node.Fail($"{path}: {e.Message}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            node.Fail($"{path} cannot be read: {e.Message}");
        }

        return null;
    }

    private static IPEndPoint? Endpoint(string text)
    {
        var bare = IPAddress.TryParse(text, out var alone) ? new IPEndPoint(alone, SystemResolvers.Port) : null;
        var server = bare ?? (IPEndPoint.TryParse(text, out var full) ? full : null);
        // 127.1 and 0x7f.1 are addresses for some readers only.
        return server is null or { Port: 0 } || !text.Contains(server.Address.ToString(), StringComparison.OrdinalIgnoreCase) ? null : server;
    }

    /// <summary>IDNA; a malformed `xn--` label is asked as it is, and a rule reports it.</summary>
    private static string Ascii(string text)
    {
        try
        {
            return new IdnMapping().GetAscii(text);
        }
        catch (ArgumentException)
        {
            return text;
        }
    }
}
