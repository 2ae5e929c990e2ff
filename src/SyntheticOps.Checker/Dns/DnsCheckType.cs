using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Dns;

/// <summary>`dns: {name, records, mail, selectors, resolvers, compare, roots, root-hints, dnssec, trust-anchor, endpoints, baseline}`.</summary>
internal sealed class DnsCheckType(TimeProvider clock) : ICheckType
{
    private const int MostResolvers = 8;
    private const int MostSelectors = 20;

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
        IReadOnlyList<string> mail = [.. map.Find("mail")?.AsItemsOrOne().Select(item => item.AsChoice(DnsConfig.MailWords)).Distinct() ?? []];
        var options = new DnsCheckOptions
        {
            Name = map.Find("name") is { } name ? DnsConfig.Name(name) : DnsConfig.NameOf(site.Url.IdnHost),
            Records = map.Find("records") is { } records ? DnsConfig.Types(records, Types) : null,
            Mail = mail.Aggregate(MailParts.None, (all, word) => all | DnsConfig.MailPart(word)),
            MailWhereUsed = mail is ["auto"],
            Selectors = map.Find("selectors") is { } selectors ? DnsConfig.Selectors(selectors, MostSelectors) : [],
            Resolvers = map.Find("resolvers") is { } resolvers ? [.. DnsConfig.Resolvers(resolvers, MostResolvers)] : [],
            Compare = map.Find("compare") is { } compare ? [.. DnsConfig.Resolvers(compare, MostResolvers)] : [],
            Roots = map.Find("roots") is { } roots ? [.. DnsConfig.Endpoints(roots, MostResolvers, system: false).OfType<IPEndPoint>()] : [],
            Hints = map.Find("root-hints") is { } hints ? DnsConfig.File(hints, RootHints.Parse) : null,
            Dnssec = map.Find("dnssec")?.AsFlag() ?? true,
            TrustAnchors = map.Find("trust-anchor") is { } anchors ? DnsConfig.File(anchors, TrustAnchorFile.Parse) : null,
            Endpoints = map.Find("endpoints") is { } endpoints ? DnsConfig.File(endpoints, EndpointMap.Parse) : null,
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

        if (options is { Resolvers.Count: > 0, Compare.Count: > 0 })
        {
            map.Fail("compare", "compare holds resolvers against the authoritative servers, which resolvers leaves out: give one of the two");
        }

        if (options.Selectors.Count > 0 && !options.Mail.HasFlag(MailParts.Dkim))
        {
            map.Fail("selectors", "selectors are those of DKIM: add dkim to mail");
        }

        if (options is { Hints: not null, Resolvers.Count: > 0 } or { Hints: not null, Roots.Count: > 0 })
        {
            map.Fail("root-hints", "root-hints are for asking the authoritative servers without naming roots: give one of root-hints, roots and resolvers");
        }

        if (options is { Dnssec: false, TrustAnchors: not null })
        {
            map.Fail("trust-anchor", "a trust-anchor is for validating, and dnssec: false leaves that out: give one of the two");
        }

        return new DnsCheck(clock, options with { Name = options.Name ?? DnsName.Root });
    }
}
