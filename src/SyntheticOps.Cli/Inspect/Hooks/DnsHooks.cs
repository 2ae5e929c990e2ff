using System.Net;
using SyntheticOps.Checker.Dns.Dnssec;

namespace SyntheticOps.Cli.Inspect.Hooks;

/// <summary>A DNS of one's own: other endpoints for servers, another root, another anchor of trust.</summary>
internal sealed record DnsHooks
{
    /// <summary>Where the server of an address really listens; null leads every question to the address itself.</summary>
    public IReadOnlyDictionary<IPEndPoint, IPEndPoint>? Endpoints { get; init; }

    /// <summary>Where name servers listen, by their name.</summary>
    public IReadOnlyDictionary<string, IPEndPoint> Servers { get; init; } = new Dictionary<string, IPEndPoint>();

    public IPEndPoint? Resolver { get; init; }

    /// <summary>Addresses of root servers; none means the public root.</summary>
    public IReadOnlyList<IPAddress> Roots { get; init; } = [];

    /// <summary>DS or DNSKEY records of the root; null means IANA's.</summary>
    public IReadOnlyList<TrustAnchor>? TrustAnchors { get; init; }
}
