using System.Net;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>A zone and who serves it, as a referral says.</summary>
internal sealed record Delegation(DnsName Zone, IReadOnlyList<DnsName> Servers)
{
    /// <summary>Addresses that the parent gave for servers below itself; others are looked up.</summary>
    public IReadOnlyDictionary<DnsName, IReadOnlyList<IPAddress>> Glue { get; init; } = new Dictionary<DnsName, IReadOnlyList<IPAddress>>();
}

/// <summary>What a reply of a zone's server amounts to: an answer, a way down, or nothing usable.</summary>
internal sealed record Reading
{
    public Link? Link { get; init; }

    public Delegation? Referral { get; init; }

    /// <summary>Says of the server why its reply is of no use.</summary>
    public Func<string, Saying>? Useless { get; init; }
}

/// <summary>Reads replies; pure. Only records of the name that was asked count, and only referrals that lead downwards.</summary>
internal static class ReplyReading
{
    public static Reading OfResolver(DnsMessage message, DnsQuestion question) =>
        message.Code is ResponseCode.NoError or ResponseCode.NXDomain
            ? new() { Link = LinkOf(message, question) }
            : new() { Useless = server => Saying.Of("dns.answers", server, CodeText(message.Code)) };

    public static Reading OfServer(DnsMessage message, DnsQuestion question, DnsName zone)
    {
        if (message.Code is not (ResponseCode.NoError or ResponseCode.NXDomain))
        {
            return new() { Useless = server => Saying.Of("dns.answers", server, CodeText(message.Code)) };
        }

        var link = LinkOf(message, question);
        if (message.IsAuthoritative)
        {
            return new() { Link = link };
        }

        // A parent that sends a question about DS on to the child knows nothing of DNSSEC.
        var below = message.Authority
            .Where(record => record is { Type: RecordType.NS, Class: DnsMessage.Internet } && !(question.Type == RecordType.DS && record.Owner.Equals(question.Name)))
            .Where(record => question.Name.IsAtOrBelow(record.Owner) && record.Owner.IsAtOrBelow(zone) && !record.Owner.Equals(zone))
            .GroupBy(record => record.Owner)
            .MaxBy(group => group.Key.Labels);
        return below is not null && link.Status != LookupStatus.Found && link.Alias is null
            ? new() { Referral = DelegationOf(below, message, zone) }
            : new() { Useless = server => Saying.Of(message.Authority.Any(record => record.Type == RecordType.NS) ? "dns.elsewhere" : "dns.no-authority", server) };
    }

    private static Delegation DelegationOf(IGrouping<DnsName, DnsRecord> referral, DnsMessage message, DnsName zone)
    {
        var servers = referral.Select(record => record.Data).OfType<NameData>().Select(data => data.Target).Distinct().ToList();
        return new Delegation(referral.Key, servers)
        {
            Glue = servers.Where(server => server.IsAtOrBelow(zone)).ToDictionary(server => server, server => Addresses(message.Additional, server)),
        };
    }

    private static IReadOnlyList<IPAddress> Addresses(IReadOnlyList<DnsRecord> records, DnsName owner) =>
    [
        .. records.Where(record => record.Class == DnsMessage.Internet && record.Owner.Equals(owner))
            .Select(record => record.Data).OfType<AddressData>().Select(data => data.Address).Distinct(),
    ];

    private static Link LinkOf(DnsMessage message, DnsQuestion question)
    {
        var own = message.Answers.Where(record => record.Class == DnsMessage.Internet && record.Owner.Equals(question.Name)).ToList();
        var records = own.Where(record => record.Type == question.Type).ToList();
        if (records.Count > 0)
        {
            return new Link(LookupStatus.Found) { Records = records };
        }

        if (own.Find(record => record.Type == RecordType.CNAME)?.Data is NameData alias)
        {
            return new Link(LookupStatus.Found) { Alias = alias.Target };
        }

        return new Link(message.Code == ResponseCode.NXDomain ? LookupStatus.NXDomain : LookupStatus.NoData)
        {
            HasSoa = message.Authority.Any(record => record.Type == RecordType.SOA),
        };
    }

    internal static string CodeText(ResponseCode code) => code switch
    {
        ResponseCode.ServFail => "SERVFAIL",
        ResponseCode.Refused => "REFUSED",
        ResponseCode.FormErr => "FORMERR",
        ResponseCode.NotImp => "NOTIMP",
        ResponseCode.BadVers => "BADVERS",
        ResponseCode.NXDomain => "NXDOMAIN",
        ResponseCode.NoError => "NOERROR",
        _ => $"RCODE{(ushort)code}",
    };
}
