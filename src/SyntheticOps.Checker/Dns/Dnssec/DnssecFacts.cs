using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>What validating a name and its zone showed.</summary>
internal sealed record DnssecFacts
{
    /// <summary>The name's zone.</summary>
    public required DnsName Zone { get; init; }

    /// <summary>The chain to it; of a shallower zone when the chain ends above.</summary>
    public required ZoneTrust Chain { get; init; }

    /// <summary>The name's records, the zone's own, and a name that does not exist.</summary>
    public IReadOnlyList<AnswerTrust> Answers { get; init; } = [];

    /// <summary>The zone publishes keys; null when that could not be asked.</summary>
    public bool? HasKeys { get; init; }

    public Nsec3ParametersData? Parameters { get; init; }

    /// <summary>What the zone asks its parent to publish.</summary>
    public IReadOnlyList<DigestData> Cds { get; init; } = [];

    public IReadOnlyList<KeyData> Cdnskeys { get; init; } = [];

    /// <summary>What each server says of the zone's SOA; empty when a resolver was asked.</summary>
    public IReadOnlyList<ServerSigning> Servers { get; init; } = [];

    public required DateTimeOffset Now { get; init; }

    /// <summary>Why something could not be asked; null when all is known.</summary>
    public Saying? Silence => Chain.Silence ?? Answers.Select(answer => answer.Silence).FirstOrDefault(silence => silence is not null);
}

/// <summary>One server's copy of a signed zone.</summary>
/// <param name="IsSigned">Its SOA bears a signature at all.</param>
internal sealed record ServerSigning(string Server, bool IsSigned)
{
    public IReadOnlyList<Finding> Findings { get; init; } = [];
}
