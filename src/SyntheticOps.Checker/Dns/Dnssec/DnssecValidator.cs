using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>
/// Follows the chain from an anchor down to a name and judges what is said there (RFC 4035 section 5). It asks; the steps
/// judge. What one server says wrongly and another rightly is right, with findings about the first.
/// </summary>
/// <param name="cache">Zones known already; may be shared by validators of the same tree and anchors.</param>
internal sealed class DnssecValidator(ISignedLookup lookup, IReadOnlyList<TrustAnchor> anchors, TrustCache cache, Judging judging)
{
    /// <summary>Servers that are asked again after the first said what does not validate.</summary>
    private const int MostOthers = 3;

    public async Task<AnswerTrust> ValidateAsync(DnsQuestion question, CancellationToken token)
    {
        var (at, findings, seen) = (question.Name, new List<Finding>(), new HashSet<DnsName>());
        var whole = new AnswerTrust(question, Trust.Secure) { Zone = new(DnsName.Root, Trust.Indeterminate) };
        while (seen.Add(at) && seen.Count <= AliasWalk.MaximumLinks)
        {
            var (zone, link) = await JudgeLinkAsync(question with { Name = at }, token);
            findings.AddRange(link.Findings);
            whole = whole with
            {
                Zone = zone,
                Status = (Trust)Math.Max((int)whole.Status, (int)link.Status),
                Silence = whole.Silence ?? zone.Silence,
                Ends = whole.Ends < link.Ends ? whole.Ends : link.Ends ?? whole.Ends,
                IsSignedOnTheFly = whole.IsSignedOnTheFly || link.IsSignedOnTheFly,
            };
            if (link.Alias is not { } target || whole.Status == Trust.Bogus)
            {
                break;
            }

            at = target;
        }

        return whole with { Findings = findings };
    }

    /// <summary>The deepest zone at or above the name that can be judged, or where the chain ends.</summary>
    public async Task<ZoneTrust> TrustOfAsync(DnsName name, CancellationToken token)
    {
        if (anchors.Where(anchor => name.IsAtOrBelow(anchor.Zone)).MaxBy(anchor => anchor.Zone.Labels) is not { } deepest)
        {
            return new(name, Trust.Indeterminate);
        }

        var pointers = anchors.Where(anchor => anchor.Zone.Equals(deepest.Zone)).Select(anchor => anchor.Digest).ToList();
        var zone = cache.Find(deepest.Zone) ?? await KeysAsync(deepest.Zone, pointers, uint.MaxValue, token);
        for (var labels = zone.Zone.Labels + 1; labels <= name.Labels && zone.Status == Trust.Secure; labels++)
        {
            var below = CanonicalOrder.Last(name, labels);
            zone = cache.Find(below) ?? await BelowAsync(zone, below, token);
        }

        return zone;
    }

    private async Task<ZoneTrust> BelowAsync(ZoneTrust parent, DnsName name, CancellationToken token)
    {
        var cut = await BestAsync(new DnsQuestion(name, RecordType.DS), (link, _) => CutStep.Judge(parent, name, link, judging), cut => cut.Status, token);
        if (cut.Status == Trust.Secure)
        {
            return cut.Pointers.Count == 0 ? parent : await KeysAsync(name, cut.Pointers, cut.Ttl, token);
        }

        return Remember(new(name, cut.Status) { Findings = cut.Findings, Silence = cut.Silence, Until = judging.Now.AddSeconds(cut.Ttl) });
    }

    private async Task<ZoneTrust> KeysAsync(DnsName zone, IReadOnlyList<DigestData> pointers, uint ttl, CancellationToken token)
    {
        var trust = await BestAsync(new DnsQuestion(zone, RecordType.DNSKEY), (link, _) => KeyStep.Judge(zone, pointers, link, judging), trust => trust.Status, token);
        var until = ttl == uint.MaxValue ? DateTimeOffset.MaxValue : judging.Now.AddSeconds(ttl);
        return Remember(trust with { Until = trust.Until < until ? trust.Until : until });
    }

    private ZoneTrust Remember(ZoneTrust trust)
    {
        cache.Add(trust);
        return trust;
    }

    private async Task<(ZoneTrust Zone, LinkVerdict Link)> JudgeLinkAsync(DnsQuestion question, CancellationToken token)
    {
        var first = await lookup.LinkAsync(question, token);
        var zone = await TrustOfAsync(SignerOf(first, question) ?? (question.Type == RecordType.DS ? question.Name.Parent : question.Name), token);
        if (zone.Status != Trust.Secure)
        {
            // An alias in an unsigned zone leads on all the same.
            return (zone, new(zone.Status) { Alias = zone.Status == Trust.Insecure ? first.Alias : null });
        }

        if (first.Message is null)
        {
            return (zone with { Silence = Saying.Of("dns.about", question.ToString(), first.Detail) }, new(Trust.Indeterminate));
        }

        return (zone, await BestAsync(
            question,
            (link, at) => link.Message is { } message ? AnswerStep.Judge(zone, question, message, judging, at) : new(Trust.Indeterminate),
            verdict => verdict.Status,
            token,
            (verdict, faults) => verdict with { Findings = [.. verdict.Findings, .. faults.SelectMany(fault => fault.Findings)] }));
    }

    /// <summary>The first reply's judgement, or that of another server when the first does not validate.</summary>
    /// <param name="remark">Adds what was wrong with the others to a judgement that is better.</param>
    private async Task<T> BestAsync<T>(
        DnsQuestion question, Func<Link, string, T> judge, Func<T, Trust> statusOf, CancellationToken token, Func<T, IReadOnlyList<T>, T>? remark = null)
    {
        var link = await lookup.LinkAsync(question, token);
        var first = judge(link, "");
        if (statusOf(first) != Trust.Bogus)
        {
            return first;
        }

        var wrong = new List<T> { judge(link, link.Server) };
        await foreach (var other in lookup.OthersAsync(question, link.Server, token))
        {
            var next = judge(other, "");
            if (statusOf(next) is Trust.Secure or Trust.Insecure)
            {
                return remark is null ? next : remark(next, wrong);
            }

            wrong.Add(judge(other, other.Server));
            if (wrong.Count > MostOthers)
            {
                break;
            }
        }

        return first;
    }

    /// <summary>The zone that signed the answer, as its signatures say: only ancestors count, and of a DS only those above.</summary>
    private static DnsName? SignerOf(Link link, DnsQuestion question)
    {
        if (link.Message is not { } message)
        {
            return null;
        }

        var own = message.Answers.Where(record => record.Owner.Equals(question.Name) || question.Name.IsAtOrBelow(record.Owner)).Concat(message.Authority);
        return own.Where(record => record.Type == RecordType.RRSIG).Select(record => record.Data).OfType<SignatureData>()
            .Where(signature => signature.Covered is not RecordType.NS || question.Type == RecordType.NS)
            .Select(signature => signature.Signer)
            .FirstOrDefault(signer => question.Name.IsAtOrBelow(signer) && !(question.Type == RecordType.DS && signer.Equals(question.Name) && !signer.IsRoot));
    }
}
