using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>
/// What a zone asks its parent to publish (RFC 7344): CDS and CDNSKEY must be of the same keys, and the DS made of them must
/// still lead to a key of the zone; algorithm 0 asks to take the DS away (RFC 8078 section 4). Pure.
/// </summary>
internal static class CdsStep
{
    public static IEnumerable<Finding> Judge(DnsName zone, IReadOnlyList<DigestData> cds, IReadOnlyList<KeyData> cdnskeys, IReadOnlyList<ZoneKey> keys)
    {
        var (asksByDigest, asksByKey) = (cds.Any(ds => ds.Numbers[1] == 0), cdnskeys.Any(key => key.Algorithm == 0));
        if (cds.Count > 0 && cdnskeys.Count > 0 && (asksByDigest != asksByKey || (!asksByDigest && !AreOfTheSameKeys(zone, cds, cdnskeys))))
        {
            yield return Found.Warning("dnssec-cds-mismatch", zone.Shown, $"CDS and CDNSKEY of {zone.Shown} are of different keys, so the parent takes neither; let the signer publish both anew.");
        }
        else if (!asksByDigest && !asksByKey && cds.Count + cdnskeys.Count > 0 && !keys.Any(key => IsAskedFor(zone, key, cds, cdnskeys)))
        {
            yield return Found.Warning("dnssec-cds-mismatch", zone.Shown, $"CDS or CDNSKEY of {zone.Shown} fit none of its DNSKEY: a parent that followed them would break the zone.");
        }
    }

    private static bool AreOfTheSameKeys(DnsName zone, IReadOnlyList<DigestData> cds, IReadOnlyList<KeyData> cdnskeys) =>
        cds.All(ds => cdnskeys.Any(key => ZoneKey.IsNamedBy(zone, key, ds) || (!DnssecAlgorithms.IsVerifiableDigest(ds.Numbers[2]) && ds.Numbers[0] == ZoneKey.TagOf(key))))
        && cdnskeys.All(key => cds.Any(ds => ds.Numbers[0] == ZoneKey.TagOf(key)));

    private static bool IsAskedFor(DnsName zone, ZoneKey key, IReadOnlyList<DigestData> cds, IReadOnlyList<KeyData> cdnskeys) =>
        cds.Any(ds => key.IsNamedBy(zone, ds)) || cdnskeys.Any(asked => asked.Algorithm == key.Data.Algorithm && asked.Key.AsSpan().SequenceEqual(key.Data.Key));
}
