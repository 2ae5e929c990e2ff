using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checker.Dns;

/// <summary>What a dns check looks at.</summary>
internal sealed record DnsCheckOptions
{
    public DnsName? Name { get; init; }

    /// <summary>Types that must be there; null asks for none and watches the usual ones.</summary>
    public IReadOnlyList<RecordType>? Records { get; init; }

    public MailParts Mail { get; init; }

    /// <summary>`auto`: mail is judged only at the start of a zone and where the name sends or takes mail.</summary>
    public bool MailWhereUsed { get; init; }

    /// <summary>DKIM selectors that must have a key.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>Recursive resolvers to ask instead of the authoritative servers.</summary>
    public IReadOnlyList<ResolverPlace> Resolvers { get; init; } = [];

    /// <summary>Recursive resolvers whose answers are compared with those of the authoritative servers.</summary>
    public IReadOnlyList<ResolverPlace> Compare { get; init; } = [];

    /// <summary>Root servers of a private tree; none means the public root.</summary>
    public IReadOnlyList<IPEndPoint> Roots { get; init; } = [];

    /// <summary>Root servers from a file; null means <see cref="Roots"/> or the public ones.</summary>
    public DnsRoots? Hints { get; init; }

    /// <summary>Validate signatures.</summary>
    public bool Dnssec { get; init; } = true;

    /// <summary>Keys to trust instead of IANA's.</summary>
    public IReadOnlyList<TrustAnchor>? TrustAnchors { get; init; }

    /// <summary>Zones proven already, of the same tree and anchors; null keeps those of this check alone.</summary>
    public TrustCache? Proven { get; init; }

    /// <summary>Where servers listen instead of their own addresses.</summary>
    public EndpointMap? Endpoints { get; init; }

    /// <summary>Servers that may be asked although their addresses are private; null means those of the site's `reach` alone.</summary>
    public Func<IPEndPoint, bool>? MayAsk { get; init; }

    /// <summary>Where pages (MTA-STS, BIMI) are fetched from instead of their own hosts.</summary>
    public ConnectTo? ConnectTo { get; init; }

    /// <summary>Absolute path of the approved records; null compares with nothing.</summary>
    public string? Baseline { get; init; }

    /// <summary>Types that the baseline holds.</summary>
    public IReadOnlyList<RecordType> Watched => Records
        ?? [RecordType.A, RecordType.AAAA, RecordType.CAA, RecordType.MX, RecordType.NS, RecordType.TXT];

    /// <summary>A private tree has keys of its own: without them nothing there can be validated.</summary>
    public IReadOnlyList<TrustAnchor> Anchors => !Dnssec ? [] : TrustAnchors ?? (Roots.Count > 0 || Hints is not null ? [] : TrustAnchor.Iana);

    public DnsRoots RootServers() => Hints is not null ? Hints : Roots.Count == 0 ? DnsRoots.Public() : new([.. Roots.Select(root => root.Address)], Roots[0].Port);

    /// <summary>Resolvers with `system` replaced by what the machine uses now.</summary>
    public static IReadOnlyList<ResolverPlace> Now(IReadOnlyList<ResolverPlace> resolvers) =>
    [
        .. resolvers.SelectMany(resolver => resolver.Server is null ? SystemResolvers.Find().Select(own => resolver with { Server = own }) : [resolver]).DistinctBy(resolver => resolver.Server),
    ];
}
