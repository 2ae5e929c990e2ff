using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>From the DS records of a zone (its parent's, or anchors) to its keys (RFC 4035 section 5.2); pure.</summary>
internal static class KeyStep
{
    private const int WeakBits = 2048;
    private const int BrokenBits = 1024;

    public static ZoneTrust Judge(DnsName zone, IReadOnlyList<DigestData> pointers, Link link, Judging judging)
    {
        var usable = Usable(pointers);
        if (usable.Count == 0)
        {
            return new(zone, Trust.Insecure) { IsDelegatedSigned = true, Findings = [.. Unverifiable(zone, pointers)], Until = DateTimeOffset.MaxValue };
        }

        if (link.Message is not { } message)
        {
            return new(zone, Trust.Indeterminate) { Silence = Saying.Of("dns.about", $"{zone.Shown} DNSKEY", link.Detail) };
        }

        if (SignedSet.Find(message.Answers, zone, RecordType.DNSKEY) is not { } set)
        {
            return new(zone, Trust.Bogus) { IsDelegatedSigned = true, Findings = [Faults.NoKeys(zone)] };
        }

        List<ZoneKey> keys = [.. set.Data<KeyData>().Take(Judging.MostKeys).Select(data => new ZoneKey(data))];
        var named = keys.FindAll(key => key.IsUsable && usable.Exists(ds => key.IsNamedBy(zone, ds)));
        var verdict = named.Count == 0
            ? new SetVerdict { Findings = [Unnamed(zone, usable, keys)] }
            : SetVerifier.Verify(set with { Signatures = ByNamed(set, named) }, zone, named, judging);
        return new(zone, verdict.Status)
        {
            IsDelegatedSigned = true,
            Keys = verdict.By is null ? [] : keys.FindAll(key => key.IsUsable),
            Findings = [.. verdict.Findings, .. Hygiene(zone, pointers, keys, named)],
            Ends = verdict.By is { } by ? judging.At(by.Expiration) : null,
            Until = verdict.By is { } good ? Earlier(judging.At(good.Expiration), judging.Now.AddSeconds(Math.Min(set.Records[0].EffectiveTtl, good.OriginalTtl))) : default,
        };
    }

    /// <summary>DS records that count; SHA-1 does not beside a better digest (RFC 4509 section 3).</summary>
    private static List<DigestData> Usable(IReadOnlyList<DigestData> pointers)
    {
        List<DigestData> known = [.. pointers.Where(ds => DnssecAlgorithms.IsVerifiable(ds.Numbers[1]) && DnssecAlgorithms.IsVerifiableDigest(ds.Numbers[2])).Take(Judging.MostKeys)];
        var better = known.FindAll(ds => ds.Numbers[2] != KeyDigest.Sha1);
        return better.Count > 0 ? better : known;
    }

    private static IEnumerable<Finding> Unverifiable(DnsName zone, IReadOnlyList<DigestData> pointers)
    {
        var algorithms = pointers.Select(ds => ds.Numbers[1]).Distinct().ToList();
        foreach (var algorithm in algorithms.Where(DnssecAlgorithms.IsDeprecated))
        {
            yield return Faults.Deprecated(zone, algorithm);
        }

        if (algorithms.TrueForAll(DnssecAlgorithms.IsVerifiable))
        {
            yield return Faults.NobodyKnows(zone, $"digest type {string.Join(", ", pointers.Select(ds => ds.Numbers[2]).Distinct())}");
            yield break;
        }

        yield return Faults.NobodyKnows(zone, $"algorithm {string.Join(", ", algorithms)}");
        if (algorithms.Exists(algorithm => DnssecAlgorithms.IsAssigned(algorithm) && !DnssecAlgorithms.IsVerifiable(algorithm)))
        {
            yield return Faults.NotHere(zone, algorithms);
        }
    }

    /// <summary>A signature by a key that no DS names proves nothing about the keys.</summary>
    private static List<SignatureData> ByNamed(SignedSet set, List<ZoneKey> named) =>
        [.. set.Signatures.Where(signature => named.Exists(key => key.Tag == signature.KeyTag && key.Algorithm == signature.Algorithm))];

    private static Finding Unnamed(DnsName zone, List<DigestData> usable, List<ZoneKey> keys) =>
        keys.Find(key => key.IsRevoked && usable.Exists(ds => key.IsNamedBy(zone, ds) || ZoneKey.IsNamedBy(zone, key.Unrevoked, ds))) is { } revoked
            ? Faults.Revoked(zone, revoked)
            : Faults.NoMatch(zone, usable, keys);

    /// <summary>What is no fault yet.</summary>
    private static IEnumerable<Finding> Hygiene(DnsName zone, IReadOnlyList<DigestData> pointers, List<ZoneKey> keys, List<ZoneKey> named)
    {
        var stale = pointers.Where(ds => DnssecAlgorithms.IsVerifiableDigest(ds.Numbers[2]) && !keys.Exists(key => key.IsNamedBy(zone, ds))).ToList();
        if (named.Count > 0 && stale.Count > 0)
        {
            yield return Faults.Stale(zone, stale);
        }

        if (named.Count > 0 && pointers.Except(stale).All(ds => ds.Numbers[2] == KeyDigest.Sha1))
        {
            yield return Faults.OnlySha1(zone);
        }

        foreach (var algorithm in keys.Select(key => key.Algorithm).Distinct())
        {
            if (DnssecAlgorithms.IsDeprecated(algorithm))
            {
                yield return Faults.Deprecated(zone, algorithm);
            }
            else if (algorithm == DnssecAlgorithms.RsaSha512)
            {
                yield return Faults.NotRecommended(zone, algorithm);
            }
        }

        foreach (var key in keys.Where(key => key.IsUsable && key.RsaBits < WeakBits).OrderBy(key => key.RsaBits).Take(1))
        {
            yield return Faults.Short(zone, key, key.RsaBits!.Value, key.RsaBits < BrokenBits);
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset left, DateTimeOffset right) => left < right ? left : right;
}
