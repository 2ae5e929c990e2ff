using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Checker.Dns.Resolution;

/// <summary>What is known about a name and a type after aliases were followed.</summary>
internal enum LookupStatus
{
    Found,

    /// <summary>The name exists, without that type.</summary>
    NoData,

    NXDomain,

    /// <summary>Nobody answered: nothing is known.</summary>
    Silent,

    /// <summary>The address policy, or the want of a route, kept every question from being sent.</summary>
    Blocked,

    /// <summary>Servers answered, and none of them usably (SERVFAIL, REFUSED, lame, malformed).</summary>
    Failed,

    /// <summary>The aliases lead back to a name that was passed.</summary>
    Loop,

    /// <summary>More aliases than <see cref="AliasWalk.MaximumLinks"/>.</summary>
    TooLong,
}

/// <summary>The answer to a question, aliases followed.</summary>
internal sealed record LookupAnswer(DnsQuestion Question, LookupStatus Status)
{
    /// <summary>Records of the type that was asked for, of the last name of the chain.</summary>
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>Targets of the aliases, in order.</summary>
    public IReadOnlyList<DnsName> Chain { get; init; } = [];

    /// <summary>Who did not answer and how, for people; empty when somebody did.</summary>
    public Saying Detail { get; init; } = Saying.Text("");

    /// <summary>A negative answer carried the SOA that says how long it holds (RFC 2308).</summary>
    public bool HasSoa { get; init; } = true;

    public bool IsKnown => Status is not (LookupStatus.Silent or LookupStatus.Blocked or LookupStatus.Failed);

    public bool IsEmpty => Status is LookupStatus.NoData or LookupStatus.NXDomain;

    public IEnumerable<T> Data<T>()
        where T : RecordData => Records.Select(record => record.Data).OfType<T>();
}

/// <summary>One link: what the servers say about exactly one owner name.</summary>
internal sealed record Link(LookupStatus Status)
{
    public IReadOnlyList<DnsRecord> Records { get; init; } = [];

    /// <summary>Target of the CNAME at the name.</summary>
    public DnsName? Alias { get; init; }

    public Saying Detail { get; init; } = Saying.Text("");

    public bool HasSoa { get; init; } = true;

    /// <summary>The whole reply, with signatures and proofs; null when nobody answered.</summary>
    public DnsMessage? Message { get; init; }

    /// <summary>Who gave the reply, for people.</summary>
    public string Server { get; init; } = "";
}
