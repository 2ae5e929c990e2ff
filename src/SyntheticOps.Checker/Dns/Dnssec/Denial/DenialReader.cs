using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>Takes the proofs out of an authority section, each verified with the zone's keys.</summary>
internal static class DenialReader
{
    /// <summary>The proofs, and why others count for nothing.</summary>
    public static (IDenial Denial, IReadOnlyList<Finding> Findings, DateTimeOffset? Ends) Read(DnsMessage message, ZoneTrust zone, Judging judging, string at)
    {
        var (nsec, findings, ends) = Verified(message, RecordType.NSEC, zone, judging, at);
        if (nsec.Count > 0)
        {
            return (new NsecDenial(zone.Zone, [.. Data<NsecData>(nsec)]), findings, ends);
        }

        var (nsec3, others, end) = Verified(message, RecordType.NSEC3, zone, judging, at);
        // Hashes and flags that nobody knows are ignored (RFC 5155 sections 8.1 and 8.2).
        List<(DnsName, Nsec3Data Data)> known = [.. Data<Nsec3Data>(nsec3).Where(record => record.Data is { Algorithm: Nsec3Hash.Sha1, Flags: 0 or 1 })];
        return known.Count > 0 ? (new Nsec3Denial(zone.Zone, known), others, end) : (new NoDenial(), [.. findings, .. others], null);
    }

    private static IEnumerable<(DnsName Owner, T Data)> Data<T>(List<SignedSet> sets)
        where T : RecordData => sets.SelectMany(set => set.Data<T>().Select(data => (set.Owner, data)));

    private static (List<SignedSet> Sets, List<Finding> Findings, DateTimeOffset? Ends) Verified(
        DnsMessage message, RecordType type, ZoneTrust zone, Judging judging, string at)
    {
        var (sets, findings, ends) = (new List<SignedSet>(), new List<Finding>(), (DateTimeOffset?)null);
        foreach (var set in SignedSet.All(message.Authority, type).Where(set => set.Owner.IsAtOrBelow(zone.Zone)).Take(Judging.MostProofs))
        {
            var verdict = SetVerifier.Verify(set, zone.Zone, zone.Keys, judging, at);
            findings.AddRange(verdict.Findings);
            // A record made from a wildcard is no record of the chain.
            if (verdict.By is { } by && by.Labels == SignedOctets.LabelsOf(set.Owner))
            {
                sets.Add(set);
                var end = judging.At(by.Expiration);
                ends = ends < end ? ends : end;
            }
        }

        return (sets, findings, ends);
    }
}
