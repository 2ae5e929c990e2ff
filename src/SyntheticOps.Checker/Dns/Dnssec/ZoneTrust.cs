using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>A zone whose chain was followed from an anchor, or as far as it goes.</summary>
internal sealed record ZoneTrust(DnsName Zone, Trust Status)
{
    /// <summary>Keys that may sign the zone; empty unless secure.</summary>
    public IReadOnlyList<ZoneKey> Keys { get; init; } = [];

    /// <summary>A DS or an anchor names a key of the zone.</summary>
    public bool IsDelegatedSigned { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Who did not answer and how; null unless that is why nothing is known.</summary>
    public Saying? Silence { get; init; }

    /// <summary>Proven as far as the proof allows; in bogus and silent cases not to be remembered.</summary>
    public DateTimeOffset Until { get; init; }

    /// <summary>When the first of the signatures ends that hold the zone's keys.</summary>
    public DateTimeOffset? Ends { get; init; }
}

/// <summary>The answer to one question, judged; aliases followed.</summary>
internal sealed record AnswerTrust(DnsQuestion Question, Trust Status)
{
    /// <summary>The zone of the last name of the chain of aliases.</summary>
    public required ZoneTrust Zone { get; init; }

    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public Saying? Silence { get; init; }

    public DateTimeOffset? Ends { get; init; }

    /// <summary>NSEC records made for the question (RFC 9824, RFC 4470): the zone is signed on the fly.</summary>
    public bool IsSignedOnTheFly { get; init; }
}
