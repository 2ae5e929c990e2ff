using System.Net;
using SyntheticOps.Checker.Dns.Client;
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

    public bool Spf { get; init; }

    public bool Dmarc { get; init; }

    /// <summary>Delegation and servers; null when a resolver was asked, which hides them.</summary>
    public ZoneFacts? Zone { get; init; }

    /// <summary>Answers come from the zone's own servers, so that TTLs are whole and negative answers bear a SOA.</summary>
    public bool IsAuthoritative { get; init; } = true;

    /// <summary>Mail is looked at when it is asked for.</summary>
    public bool Mail => Spf || Dmarc || Required.Contains(RecordType.MX);
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

    public DnsReply? Ns { get; init; }

    /// <summary>NS of the root with recursion desired.</summary>
    public DnsReply? Recursion { get; init; }

    public DnsReply? Transfer { get; init; }

    public string Shown => $"{Name.Shown} ({Address})";

    /// <summary>The probe itself cannot get there: nothing follows about the server.</summary>
    public bool IsOutOfReach => Soa.Status is ReplyStatus.NoRoute or ReplyStatus.Blocked;

    /// <summary>The SOA of the zone from whichever reply has it.</summary>
    public SoaData? Start(DnsName zone) => new[] { Soa, Plain }
        .SelectMany(reply => reply?.Message?.Answers ?? [])
        .FirstOrDefault(record => record.Type == RecordType.SOA && record.Owner.Equals(zone))?.Data as SoaData;
}
