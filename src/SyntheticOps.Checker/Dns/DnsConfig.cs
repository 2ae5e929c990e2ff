using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Dns;

/// <summary>Reads names, types and servers from synthetics.yaml.</summary>
internal static class DnsConfig
{
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
