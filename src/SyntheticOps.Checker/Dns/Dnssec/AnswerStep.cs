using SyntheticOps.Checker.Dns.Dnssec.Denial;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>One link of an answer, judged.</summary>
internal sealed record LinkVerdict(Trust Status)
{
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    /// <summary>Where the name leads, when it is an alias.</summary>
    public DnsName? Alias { get; init; }

    public DateTimeOffset? Ends { get; init; }

    public bool IsSignedOnTheFly { get; init; }
}

/// <summary>Judges the answer of a secure zone to one question (RFC 4035 section 5.3 and 5.4); pure.</summary>
internal static class AnswerStep
{
    /// <param name="at">The server, where the fault is that of one server; empty otherwise.</param>
    public static LinkVerdict Judge(ZoneTrust zone, DnsQuestion question, DnsMessage message, Judging judging, string at = "")
    {
        var set = SignedSet.Find(message.Answers, question.Name, question.Type) ?? SignedSet.Find(message.Answers, question.Name, RecordType.CNAME);
        var denied = new Lazy<(IDenial Denial, IReadOnlyList<Finding> Findings, DateTimeOffset? Ends)>(() => DenialReader.Read(message, zone, judging, at));
        var verdict = set is null ? Negative(zone, question, message, judging, at, denied) : Positive(zone, set, message, judging, at, denied);
        var alias = set?.Type == RecordType.CNAME && question.Type != RecordType.CNAME ? set.Data<NameData>().FirstOrDefault()?.Target : null;
        return verdict with { Alias = alias, IsSignedOnTheFly = denied is { IsValueCreated: true, Value.Denial: NsecDenial { IsOnTheFly: true } } };
    }

    private static LinkVerdict Positive(
        ZoneTrust zone, SignedSet set, DnsMessage message, Judging judging, string at, Lazy<(IDenial Denial, IReadOnlyList<Finding> Findings, DateTimeOffset? Ends)> denied)
    {
        if (set is { Type: RecordType.CNAME, Signatures.Count: 0 } && Synthesized(zone, set, message, judging, at) is { } made)
        {
            return made;
        }

        var verdict = SetVerifier.Verify(set, zone.Zone, zone.Keys, judging, at);
        if (verdict.By is not { } by)
        {
            return new(verdict.Status) { Findings = verdict.Findings };
        }

        var ends = judging.At(by.Expiration);
        if (by.Labels == SignedOctets.LabelsOf(set.Owner))
        {
            return new(Trust.Secure) { Ends = ends };
        }

        // Made from a wildcard: the name itself must be proven not to exist (RFC 4035 section 5.3.4).
        var proof = denied.Value.Denial.NoCloser(set.Owner, by.Labels);
        return Proven(proof, denied.Value.Findings, set.Owner, $"{set.Shown} comes from a wildcard of {zone.Zone.Shown}, without proof that the name itself does not exist", ends);
    }

    private static LinkVerdict Negative(
        ZoneTrust zone, DnsQuestion question, DnsMessage message, Judging judging, string at, Lazy<(IDenial Denial, IReadOnlyList<Finding> Findings, DateTimeOffset? Ends)> denied)
    {
        if (SignedSet.Find(message.Authority, zone.Zone, RecordType.SOA) is { } soa
            && SetVerifier.Verify(soa, zone.Zone, zone.Keys, judging, at) is { By: null } unproven)
        {
            return new(unproven.Status) { Findings = unproven.Findings };
        }

        var isGone = message.Code == ResponseCode.NXDomain;
        var proof = isGone ? denied.Value.Denial.NoName(question.Name) : denied.Value.Denial.NoType(question.Name, question.Type);
        var text = isGone ? $"{zone.Zone.Shown} does not prove that {question.Name.Shown} does not exist" : $"{zone.Zone.Shown} does not prove that {question} does not exist";
        return Proven(proof, denied.Value.Findings, question.Name, text, denied.Value.Ends);
    }

    private static LinkVerdict Proven(Proof proof, IReadOnlyList<Finding> faults, DnsName name, string text, DateTimeOffset? ends) => proof switch
    {
        Proof.Proven => new(Trust.Secure) { Ends = ends },
        Proof.Insecure => new(Trust.Insecure) { Ends = ends },
        _ when faults.Any(finding => finding.Severity == Severity.Error) => new(Trust.Bogus) { Findings = faults },
        _ when faults.Count > 0 => new(Trust.Indeterminate) { Findings = faults },
        _ => new(Trust.Bogus) { Findings = [Faults.NoProof(name.Shown, text)] },
    };

    /// <summary>A CNAME that a DNAME above makes bears no signature of its own (RFC 6672 section 5.3.1).</summary>
    private static LinkVerdict? Synthesized(ZoneTrust zone, SignedSet alias, DnsMessage message, Judging judging, string at)
    {
        foreach (var source in SignedSet.All(message.Answers, RecordType.DNAME).Take(Judging.MostProofs))
        {
            if (alias.Owner.Equals(source.Owner) || !alias.Owner.IsAtOrBelow(source.Owner)
                || source.Data<NameData>().FirstOrDefault()?.Target is not { } target
                || alias.Data<NameData>().FirstOrDefault()?.Target is not { } made
                || !IsMadeFrom(alias.Owner, source.Owner, target, made))
            {
                continue;
            }

            var verdict = SetVerifier.Verify(source, zone.Zone, zone.Keys, judging, at);
            return new(verdict.Status) { Findings = verdict.Findings, Ends = verdict.By is { } by ? judging.At(by.Expiration) : null };
        }

        return null;
    }

    /// <summary>The labels below the source, put below the target.</summary>
    private static bool IsMadeFrom(DnsName owner, DnsName source, DnsName target, DnsName made)
    {
        var below = owner.Wire[..^source.Wire.Length];
        return made.Wire.Length == below.Length + target.Wire.Length
            && made.IsAtOrBelow(target)
            && made.Equals(DnsName.FromValid([.. below, .. target.Wire]));
    }
}
