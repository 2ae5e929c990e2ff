using System.Net;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checks.Network;

/// <summary>
/// Which addresses a probe may connect to: public ones, private ones that the site's `reach` names, never link-local,
/// metadata, multicast or unspecified ones. It judges the resolved address, never the text of a URL.
/// </summary>
public static class AddressPolicy
{
    private static readonly IPNetwork[] AlwaysDenied =
    [
        .. Networks("0.0.0.0/8", "169.254.0.0/16", "224.0.0.0/4", "255.255.255.255/32", "100.100.100.200/32", "192.0.0.192/32"),
        .. Networks("::/128", "fe80::/10", "fec0::/10", "ff00::/8", "fd00:ec2::254/128"),
    ];

    /// <summary>IANA special-purpose registries (RFC 6890): not globally reachable.</summary>
    private static readonly IPNetwork[] NotPublic =
    [
        .. Networks("10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24"),
        .. Networks("192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "240.0.0.0/4"),
        .. Networks("::1/128", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7"),
    ];

    public static bool IsAlwaysDenied(IPAddress address) => Contains(AlwaysDenied, Effective(address));

    /// <summary>Whether anybody on the Internet may have that address.</summary>
    public static bool IsPublic(IPAddress address) =>
        !Contains(AlwaysDenied, Effective(address)) && !Contains(NotPublic, Effective(address));

    public static bool Allows(Site site, IPEndPoint peer)
    {
        var address = Effective(peer.Address);
        return !Contains(AlwaysDenied, address)
            && (!Contains(NotPublic, address) || site.Reach.Any(rule => rule.Allows(new IPEndPoint(address, peer.Port))));
    }

    /// <summary>The IPv4 address inside a mapped, compatible, NAT64 or 6to4 one: that is where the packets end.</summary>
    private static IPAddress Effective(IPAddress address)
    {
        if (address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetworkV6)
        {
            return address;
        }

        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        var nat64 = bytes.AsSpan(0, 12).SequenceEqual<byte>([0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0]);
        var compatible = bytes.AsSpan(0, 12).IndexOfAnyExcept((byte)0) < 0 && bytes.AsSpan(12, 3).IndexOfAnyExcept((byte)0) >= 0;
        if (nat64 || compatible)
        {
            return new IPAddress(bytes.AsSpan(12, 4));
        }

        return bytes[0] == 0x20 && bytes[1] == 0x02 ? new IPAddress(bytes.AsSpan(2, 4)) : new IPAddress(bytes);
    }

    private static bool Contains(IPNetwork[] networks, IPAddress address) => Array.Exists(networks, network => network.Contains(address));

    private static IPNetwork[] Networks(params ReadOnlySpan<string> texts)
    {
        var networks = new IPNetwork[texts.Length];
        for (var i = 0; i < texts.Length; i++)
        {
            networks[i] = IPNetwork.Parse(texts[i]);
        }

        return networks;
    }
}
