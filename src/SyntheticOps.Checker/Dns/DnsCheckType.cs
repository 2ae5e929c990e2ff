using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Dns;

/// <summary>`dns: {name, records, mail, resolvers, roots, baseline}`.</summary>
internal sealed class DnsCheckType(TimeProvider clock) : ICheckType
{
    private const int MostResolvers = 8;

    /// <summary>Types that may be asked for by name; ANY and transfers are no records.</summary>
    private static readonly RecordType[] Types =
    [
        RecordType.A, RecordType.AAAA, RecordType.CAA, RecordType.DS, RecordType.HTTPS, RecordType.MX, RecordType.NS,
        RecordType.SOA, RecordType.SRV, RecordType.SVCB, RecordType.TLSA, RecordType.TXT, RecordType.SSHFP, RecordType.PTR, RecordType.NAPTR,
    ];

    public string Name => "dns";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var options = new DnsCheckOptions
        {
            Name = map.Find("name") is { } name ? DnsConfig.Name(name) : DnsConfig.NameOf(site.Url.IdnHost),
            Records = map.Find("records") is { } records ? DnsConfig.Types(records, Types) : null,
            Mail = [.. map.Find("mail")?.AsItemsOrOne().Select(item => item.AsChoice("spf", "dmarc")).Distinct() ?? []],
            Resolvers = map.Find("resolvers") is { } resolvers ? [.. DnsConfig.Endpoints(resolvers, MostResolvers, system: true)] : [],
            Roots = map.Find("roots") is { } roots ? [.. DnsConfig.Endpoints(roots, MostResolvers, system: false).OfType<IPEndPoint>()] : [],
            Baseline = map.Find("baseline")?.AsPath(),
        };
        if (options.Name is null)
        {
            map.Fail("name", "the site's host is no domain name; give one, such as name: shop.example");
        }

        if (options is { Resolvers.Count: > 0, Roots.Count: > 0 })
        {
            map.Fail("roots", "roots are for asking the authoritative servers, and resolvers for not asking them: give one of the two");
        }

        return new DnsCheck(clock, options with { Name = options.Name ?? DnsName.Root });
    }
}

/// <summary>What a dns check looks at.</summary>
internal sealed record DnsCheckOptions
{
    public DnsName? Name { get; init; }

    /// <summary>Types that must be there; null asks for none and watches the usual ones.</summary>
    public IReadOnlyList<RecordType>? Records { get; init; }

    public IReadOnlyList<string> Mail { get; init; } = [];

    /// <summary>Recursive resolvers to ask, null for the machine's own; none asks the authoritative servers.</summary>
    public IReadOnlyList<IPEndPoint?> Resolvers { get; init; } = [];

    /// <summary>Root servers of a private tree; none means the public root.</summary>
    public IReadOnlyList<IPEndPoint> Roots { get; init; } = [];

    /// <summary>Absolute path of the approved records; null compares with nothing.</summary>
    public string? Baseline { get; init; }

    /// <summary>Types that the baseline holds.</summary>
    public IReadOnlyList<RecordType> Watched => Records
        ?? [RecordType.A, RecordType.AAAA, RecordType.CAA, RecordType.MX, RecordType.NS, RecordType.TXT];

    public DnsRoots RootServers() => Roots.Count == 0 ? DnsRoots.Public() : new([.. Roots.Select(root => root.Address)], Roots[0].Port);

    /// <summary>The resolvers with `system` replaced by what the machine uses now.</summary>
    public IReadOnlyList<IPEndPoint> ResolversNow() => [.. Resolvers.SelectMany(resolver => resolver is null ? SystemResolvers.Find() : [resolver]).Distinct()];
}
