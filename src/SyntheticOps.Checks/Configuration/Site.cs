using System.Net;

namespace SyntheticOps.Checks.Configuration;

/// <summary>One entry of `sites:`.</summary>
public sealed record Site
{
    /// <summary>The key in synthetics.yaml, the value of `synthetic.site.name`.</summary>
    public required string Name { get; init; }

    /// <summary>The shop's own name, for people; the key when none is given.</summary>
    public required string DisplayName { get; init; }

    public required Uri Url { get; init; }

    /// <summary>BCP 47, first is the default.</summary>
    public IReadOnlyList<string> Languages { get; init; } = ["fr"];

    /// <summary>Origins (scheme, host, port) that may see traceparent and the probe header.</summary>
    public IReadOnlyList<Uri> OwnOrigins { get; init; } = [];

    public IReadOnlyList<string> Locations { get; init; } = ["local"];

    /// <summary>Private addresses that the probes may connect to all the same.</summary>
    public IReadOnlyList<ReachRule> Reach { get; init; } = [];

    /// <summary>Admin endpoints of the gateways in front of the site.</summary>
    public IReadOnlyList<Uri> Gateways { get; init; } = [];

    public SiteMaintenance Maintenance { get; init; } = SiteMaintenance.None;

    /// <summary>PEM file of a certificate authority to trust for this site besides the system's.</summary>
    public string? CaFile { get; init; }

    /// <summary>Whether the site may be broken on purpose.</summary>
    public bool Drill { get; init; }

    public bool IsOwn(Uri url) => OwnOrigins.Any(origin => Uri.Compare(
        origin, url, UriComponents.SchemeAndServer | UriComponents.StrongPort, UriFormat.Unescaped, StringComparison.OrdinalIgnoreCase) == 0);
}

/// <summary>`address:port` or `CIDR:port`.</summary>
public sealed record ReachRule(IPNetwork Network, int Port)
{
    /// <summary>Every port; synthetics.yaml cannot say that.</summary>
    public const int AnyPort = 0;

    public bool Allows(IPEndPoint peer) => (Port == AnyPort || peer.Port == Port) && Network.Contains(peer.Address.IsIPv4MappedToIPv6 ? peer.Address.MapToIPv4() : peer.Address);
}
