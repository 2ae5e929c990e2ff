using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>Validates a name's records, its zone's own, and a name that does not exist, and looks at each server's copy.</summary>
internal sealed class DnssecSurvey(ISignedLookup lookup, IReadOnlyList<TrustAnchor> anchors, TrustCache cache, TimeProvider clock)
{
    /// <summary>Null when no anchor leads to the name, or the zone is not known because nobody answered.</summary>
    public async Task<DnssecFacts?> CollectAsync(DnsFacts about, IEnumerable<RecordType> types, CancellationToken token)
    {
        var name = about.Name;
        if (!anchors.Any(anchor => name.IsAtOrBelow(anchor.Zone)) || await ZoneOfAsync(name, token) is not { } zone)
        {
            return null;
        }

        // A forwarder that drops signatures says nothing about the zone.
        if (!about.IsAuthoritative && !await HandsOnSignaturesAsync(name, token))
        {
            return null;
        }

        var judging = new Judging(clock.GetUtcNow());
        var validator = new DnssecValidator(lookup, anchors, cache, judging);
        // The parents may be known; the zone itself is proven anew in each run.
        cache.Forget(zone);
        var chain = await validator.TrustOfAsync(zone, token);
        var facts = new DnssecFacts { Zone = zone, Chain = chain, Now = judging.Now };
        var keys = chain.Status == Trust.Secure ? null : await lookup.LinkAsync(new DnsQuestion(zone, RecordType.DNSKEY), token);
        var answers = new List<AnswerTrust>();
        foreach (var question in Questions(about, types, zone, chain))
        {
            answers.Add(await validator.ValidateAsync(question, token));
        }

        return facts with
        {
            Answers = answers,
            HasKeys = chain.Status == Trust.Secure ? true : keys is { Message: not null } ? keys.Status == LookupStatus.Found && keys.Alias is null : null,
            Parameters = chain.Status == Trust.Secure ? (await RecordsAsync<Nsec3ParametersData>(zone, RecordType.NSEC3PARAM, token)).MaxBy(parameters => parameters.Iterations) : null,
            Cds = chain.Status == Trust.Secure ? await RecordsAsync<DigestData>(zone, RecordType.CDS, token) : [],
            Cdnskeys = chain.Status == Trust.Secure ? await RecordsAsync<KeyData>(zone, RecordType.CDNSKEY, token) : [],
            Servers = chain.Status == Trust.Secure ? [.. (about.Zone?.Servers ?? []).Select(server => Signing(server, chain, judging)).OfType<ServerSigning>()] : [],
        };
    }

    private async Task<bool> HandsOnSignaturesAsync(DnsName name, CancellationToken token)
    {
        var top = anchors.First(anchor => name.IsAtOrBelow(anchor.Zone)).Zone;
        var link = await lookup.LinkAsync(new DnsQuestion(top, RecordType.DNSKEY), token);
        return link.Message is { } message && SignedSet.Find(message.Answers, top, RecordType.DNSKEY) is { Signatures.Count: > 0 };
    }

    /// <summary>The zone begins where the SOA stands (RFC 2308 section 2).</summary>
    private async Task<DnsName?> ZoneOfAsync(DnsName name, CancellationToken token)
    {
        for (var at = name; ; at = at.Parent)
        {
            var link = await lookup.LinkAsync(new DnsQuestion(at, RecordType.SOA), token);
            if (link.Message is not { } message)
            {
                return null;
            }

            var start = message.Answers.Concat(message.Authority).FirstOrDefault(record => record.Type == RecordType.SOA && at.IsAtOrBelow(record.Owner));
            if (start is not null || at.IsRoot)
            {
                return start?.Owner;
            }
        }
    }

    private static IEnumerable<DnsQuestion> Questions(DnsFacts about, IEnumerable<RecordType> types, DnsName zone, ZoneTrust chain)
    {
        foreach (var type in types.Union([RecordType.A, RecordType.AAAA]))
        {
            yield return new(about.Name, type);
        }

        if (chain.Status != Trust.Secure)
        {
            yield break;
        }

        yield return new(zone, RecordType.SOA);
        yield return new(zone, RecordType.NS);
        if (about.Stray is { } stray && zone.Child(stray) is { } nowhere)
        {
            yield return new(nowhere, RecordType.A);
        }
    }

    private async Task<IReadOnlyList<T>> RecordsAsync<T>(DnsName zone, RecordType type, CancellationToken token)
        where T : RecordData => [.. (await lookup.LinkAsync(new DnsQuestion(zone, type), token)).Records.Select(record => record.Data).OfType<T>().Take(Judging.MostKeys)];

    private static ServerSigning? Signing(ServerFacts server, ZoneTrust zone, Judging judging)
    {
        if (server.Signed?.Message is not { Code: ResponseCode.NoError, IsAuthoritative: true } message
            || SignedSet.Find(message.Answers, zone.Zone, RecordType.SOA) is not { } set)
        {
            return null;
        }

        var isSigned = set.Signatures.Count > 0;
        return new(server.Shown, isSigned)
        {
            Findings = isSigned ? SetVerifier.Verify(set, zone.Zone, zone.Keys, judging, server.Shown).Findings : [],
        };
    }
}
