using System.Net;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Prober.Proxy;

/// <summary>Public addresses are open; private and special ones only where the site's `reach` says so.</summary>
internal sealed class ReachPolicy(Site site)
{
    /// <summary>RFC 6890 and its successors: what is not a public unicast address.</summary>
    private static readonly IPNetwork[] Special =
    [
        .. new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
            "::/8", "64:ff9b:1::/48", "100::/64", "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/9", "ff00::/8",
        }.Select(text => IPNetwork.Parse(text)),
    ];

    public bool Allows(IPEndPoint peer) =>
        site.Reach.Any(rule => rule.Allows(peer)) || !Special.Any(network => network.Contains(peer.Address));
}
