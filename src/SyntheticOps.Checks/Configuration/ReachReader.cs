using System.Globalization;
using System.Net;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checks.Configuration;

/// <summary>
/// Reads an entry of `reach:`: `127.0.0.1:5080`, `[::1]:5080`, `10.1.0.0/16:443` or `[fd00::/8]:443`; of a URL such as
/// `http://127.0.0.1:5080`, which a variable may hold, its address and port.
/// </summary>
public static class ReachReader
{
    public static ReachRule? Read(ConfigNode node)
    {
        var text = node.AsText();
        if (text.Length == 0)
        {
            return null;
        }

        if (Parse(text) is not { } rule)
        {
            node.Fail("an address with its port is expected, such as 127.0.0.1:5080, [::1]:5080 or 10.1.0.0/16:443");
            return null;
        }

        if (AddressPolicy.IsAlwaysDenied(rule.Network.BaseAddress))
        {
            node.Fail("link-local, metadata, multicast and unspecified addresses can never be reached");
            return null;
        }

        return rule;
    }

    internal static ReachRule? Parse(string text)
    {
        text = WithoutScheme(text);
        var colon = text.LastIndexOf(':');
        if (colon <= 0
            || !int.TryParse(text.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            || port is < 1 or > 65535)
        {
            return null;
        }

        var host = text[..colon];
        var bracketed = host.StartsWith('[') && host.EndsWith(']');
        host = bracketed ? host[1..^1] : host;
        if (host.Contains(':', StringComparison.Ordinal) != bracketed)
        {
            return null;
        }

        if (host.Contains('/', StringComparison.Ordinal))
        {
            return IPNetwork.TryParse(host, out var network) ? new ReachRule(network, port) : null;
        }

        // IPAddress.TryParse also reads 127.1 and 0x7f000001; those are not written here.
        return IPAddress.TryParse(host, out var address) && (bracketed || host.Count(character => character == '.') == 3)
            ? new ReachRule(new IPNetwork(address, bracketed ? 128 : 32), port)
            : null;
    }

    private static string WithoutScheme(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url is { Scheme: "http" or "https", UserInfo: "", PathAndQuery: "/", Fragment: "" }
            ? $"{url.Host}:{url.Port}"
            : text;
}
