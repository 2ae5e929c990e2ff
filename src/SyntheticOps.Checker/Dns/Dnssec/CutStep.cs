using SyntheticOps.Checker.Dns.Dnssec.Denial;
using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>What a secure parent says about a name one label below: a signed zone, an unsigned one, or none.</summary>
/// <param name="Status">Secure with <paramref name="Pointers"/> or without a cut; insecure for an unsigned zone.</param>
/// <param name="Pointers">The DS records; empty where no zone begins.</param>
internal sealed record CutVerdict(Trust Status, IReadOnlyList<DigestData> Pointers)
{
    public IReadOnlyList<Finding> Findings { get; init; } = [];

    public Saying? Silence { get; init; }

    /// <summary>Seconds that it may be remembered.</summary>
    public uint Ttl { get; init; }
}

/// <summary>Reads the parent's answer to a question about DS (RFC 4035 section 5.2); pure.</summary>
internal static class CutStep
{
    public static CutVerdict Judge(ZoneTrust parent, DnsName name, Link link, Judging judging)
    {
        if (link.Message is not { } message)
        {
            return new(Trust.Indeterminate, []) { Silence = Saying.Of("dns.about", $"{name.Shown} DS", link.Detail) };
        }

        if (SignedSet.Find(message.Answers, name, RecordType.DS) is { } set)
        {
            var verdict = SetVerifier.Verify(set, parent.Zone, parent.Keys, judging);
            return new(verdict.Status, verdict.By is null ? [] : [.. set.Data<DigestData>()]) { Findings = verdict.Findings, Ttl = set.Records[0].EffectiveTtl };
        }

        // An alias stands at no cut; whether it is genuine shows when it is asked for.
        if (message.Answers.Any(record => record.Type == RecordType.CNAME && record.Owner.Equals(name)))
        {
            return new(Trust.Secure, []);
        }

        var (denial, findings, _) = DenialReader.Read(message, parent, judging, "");
        return denial.NoDs(name) switch
        {
            CutProof.NoCut => new(Trust.Secure, []),
            CutProof.Unsigned => new(Trust.Insecure, []) { Ttl = message.Authority.Count > 0 ? message.Authority.Min(record => record.EffectiveTtl) : 0 },
            _ when findings.Any(finding => finding.Severity == Severity.Error) || findings.Count == 0 => new(Trust.Bogus, [])
            {
                Findings = findings.Count > 0 ? findings : [Faults.NoProof(name.Shown, $"{parent.Zone.Shown} does not prove that {name.Shown} has no DS")],
            },
            _ => new(Trust.Indeterminate, []) { Findings = findings },
        };
    }
}
