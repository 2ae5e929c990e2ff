using System.Net;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns;

/// <summary>Everything the DNS rules look at. Rules do no I/O.</summary>
internal sealed record DnsFacts
{
    public required DnsName Name { get; init; }

    public required AnswerBook Answers { get; init; }

    /// <summary>Types that must have records.</summary>
    public IReadOnlyList<RecordType> Required { get; init; } = [];

    /// <summary>Private addresses that are meant: the site's `reach`.</summary>
    public Func<IPAddress, bool> IsMeant { get; init; } = _ => false;

    /// <summary>Mail policies to judge.</summary>
    public MailParts MailParts { get; init; }

    /// <summary>They are judged only at the start of a zone and where the name sends or takes mail.</summary>
    public bool MailWhereUsed { get; init; }

    /// <summary>DKIM selectors that must have a key; common ones are tried besides.</summary>
    public IReadOnlyList<string> Selectors { get; init; } = [];

    /// <summary>A label made up for this run, which no zone holds; null asks for none.</summary>
    public string? Stray { get; init; }

    /// <summary>Pages that rules may read; null when none may.</summary>
    public PageBook? Pages { get; init; }

    /// <summary>Delegation and servers; null when a resolver was asked, which hides them.</summary>
    public ZoneFacts? Zone { get; init; }

    /// <summary>Null when nothing is validated, or nobody answered.</summary>
    public DnssecFacts? Dnssec { get; init; }

    /// <summary>Answers come from the zone's own servers, so that TTLs are whole and negative answers bear a SOA.</summary>
    public bool IsAuthoritative { get; init; } = true;
}

/// <summary>A zone as its parent and its own servers show it.</summary>
internal sealed record ZoneFacts(DnsName Name)
{
    /// <summary>NS at the parent; null when the parent's servers serve the zone too and gave no referral.</summary>
    public IReadOnlyList<DnsName>? Parent { get; init; }

    /// <summary>NS that the zone itself has; empty when no server told.</summary>
    public IReadOnlyList<DnsName> Child { get; init; } = [];

    public IReadOnlyDictionary<DnsName, IReadOnlyList<IPAddress>> Glue { get; init; } = new Dictionary<DnsName, IReadOnlyList<IPAddress>>();

    public IReadOnlyList<ServerFacts> Servers { get; init; } = [];
}

/// <summary>What one server at one address answered; null where nothing was asked.</summary>
internal sealed record ServerFacts(DnsName Name, IPAddress Address)
{
    /// <summary>SOA over UDP with EDNS, no fallback.</summary>
    public required DnsReply Soa { get; init; }

    /// <summary>The same without EDNS; asked only when the first gave nothing usable.</summary>
    public DnsReply? Plain { get; init; }

    public DnsReply? Tcp { get; init; }

    /// <summary>NS of the zone, asked in capitals: a good server repeats the name as it was asked (0x20).</summary>
    public DnsReply? Ns { get; init; }

    /// <summary>NS of the root with recursion desired.</summary>
    public DnsReply? Recursion { get; init; }

    public DnsReply? Transfer { get; init; }

    /// <summary>SOA with signatures.</summary>
    public DnsReply? Signed { get; init; }

    /// <summary>SOA once more, asked when UDP and TCP told different serials.</summary>
    public DnsReply? Later { get; init; }

    /// <summary>SOA once more, a moment later, asked when the servers told different serials: a transfer may have been under way.</summary>
    public DnsReply? Settled { get; init; }

    /// <summary>Sets of the watched name, by type.</summary>
    public IReadOnlyDictionary<RecordType, DnsReply> Sets { get; init; } = new Dictionary<RecordType, DnsReply>();

    /// <summary>Those that differ from another server's, asked once more: what changes by itself is load balancing.</summary>
    public IReadOnlyDictionary<RecordType, DnsReply> Again { get; init; } = new Dictionary<RecordType, DnsReply>();

    public IEnumerable<DnsReply> Replies => new[] { Soa, Plain, Tcp, Ns, Later }.OfType<DnsReply>().Concat(Sets.Values);

    public string Shown => $"{Name.Shown} ({Address})";

    /// <summary>The probe itself cannot get there: nothing follows about the server.</summary>
    public bool IsOutOfReach => Soa.Status is ReplyStatus.NoRoute or ReplyStatus.Blocked;

    /// <summary>The SOA of the zone from whichever reply has it.</summary>
    public SoaData? Start(DnsName zone) => Start(Soa, zone) ?? Start(Plain, zone);

    /// <summary>Three questions, three serials.</summary>
    public bool IsUnstable(DnsName zone) =>
        (Start(Soa, zone), Start(Tcp, zone), Start(Later, zone)) is ({ Serial: var first }, { Serial: var second }, { Serial: var third })
        && first != second && second != third && first != third;

    public static SoaData? Start(DnsReply? reply, DnsName zone) =>
        reply?.Message?.Answers.FirstOrDefault(record => record.Type == RecordType.SOA && record.Owner.Equals(zone))?.Data as SoaData;
}
