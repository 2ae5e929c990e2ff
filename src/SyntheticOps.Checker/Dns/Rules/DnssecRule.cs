using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns.Rules;

/// <summary>The zone validates from the trust anchor down, on every server, and goes on doing so.</summary>
internal sealed class DnssecRule : IDnsRule
{
    /// <summary>A signer that has not run for so long has failed.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromDays(3);

    public IEnumerable<Finding> Judge(DnsFacts facts) => facts.Dnssec is { } dnssec ? Judge(dnssec).DistinctBy(finding => (finding.Code, finding.Subject)) : [];

    private static IEnumerable<Finding> Judge(DnssecFacts facts)
    {
        var unsigned = Unsigned(facts).ToList();
        var faults = facts.Chain.Findings
            .Concat(facts.Answers.SelectMany(answer => answer.Findings.Concat(answer.Zone.Findings.Where(finding => finding.Severity == Severity.Error))))
            .Concat(facts.Servers.SelectMany(server => server.Findings))
            // A server without any signature is one fault, not one for each question that it was asked.
            .Where(finding => !unsigned.Exists(server => finding.Subject.EndsWith($" at {server.Subject}", StringComparison.Ordinal)));
        return [.. Verdict(facts), .. faults, .. unsigned, .. Parameters(facts), .. CdsStep.Judge(facts.Zone, facts.Cds, facts.Cdnskeys, facts.Chain.Keys), .. EndsSoon(facts)];
    }

    private static IEnumerable<Finding> Verdict(DnssecFacts facts)
    {
        var (zone, chain) = (facts.Zone.Shown, facts.Chain);
        if (chain.Status == Trust.Bogus)
        {
            yield return Found.Error("dnssec-bogus", zone, $"{zone} does not validate: resolvers that check signatures answer SERVFAIL.");
        }
        else if (facts.Answers.FirstOrDefault(answer => answer.Status == Trust.Bogus) is { } bogus)
        {
            yield return Found.Error("dnssec-bogus", bogus.Question.Name.Shown, $"The answer to {bogus.Question} does not validate: resolvers that check signatures answer SERVFAIL.");
        }
        else if (chain.Status == Trust.Secure && facts.Answers.All(answer => answer.Status is Trust.Secure or Trust.Insecure))
        {
            yield return Found.Info("dnssec-ok", zone, $"{zone} validates from the trust anchor down.");
        }

        if (chain.Status == Trust.Insecure)
        {
            yield return Found.Info("dnssec-insecure", zone, chain.Zone.Equals(facts.Zone) ? $"{zone} is proven to be unsigned, or signed in a way that validators pass over." : $"The chain ends at {chain.Zone.Shown}, above {zone}: nothing below can be validated.");
        }
        else if (chain.Status == Trust.Secure && facts.Answers.FirstOrDefault(answer => answer.Status == Trust.Insecure && (answer.Zone.Status == Trust.Insecure || facts.Parameters?.Iterations > Judging.MostIterations)) is { } open)
        {
            yield return Found.Info("dnssec-insecure", open.Question.Name.Shown, $"The answer to {open.Question} cannot be validated: it leads into {open.Zone.Zone.Shown}, or has too many NSEC3 iterations.");
        }

        if (chain is { Status: Trust.Insecure, IsDelegatedSigned: false } && facts.HasKeys is { } hasKeys)
        {
            yield return hasKeys
                ? Found.Warning("dnssec-island", zone, $"{zone} is signed, and its parent has no DS for it; publish the DS.")
                : Found.Info("dnssec-none", zone, $"{zone} is not signed.");
        }
    }

    private static IEnumerable<Finding> Unsigned(DnssecFacts facts) => facts.Servers.Any(server => server.IsSigned)
        ? facts.Servers.Where(server => !server.IsSigned).Select(server => Found.Error("dnssec-server-unsigned", server.Server, $"{server.Server} answers for {facts.Zone.Shown} without signatures; bring its copy up to date."))
        : [];

    private static IEnumerable<Finding> Parameters(DnssecFacts facts)
    {
        if (facts.Parameters is { } parameters && (parameters.Iterations > 0 || parameters.Salt.Length > 0))
        {
            yield return Faults.Nsec3(facts.Zone, parameters.Iterations, parameters.Salt);
        }
    }

    /// <summary>Signatures made when they are asked for always end soon.</summary>
    private static IEnumerable<Finding> EndsSoon(DnssecFacts facts)
    {
        if (facts.Chain.Status != Trust.Secure || facts.Answers.Any(answer => answer.IsSignedOnTheFly))
        {
            yield break;
        }

        var (what, ends) = facts.Answers.Where(answer => answer.Zone.Zone.Equals(facts.Zone)).Select(answer => (answer.Question.ToString(), answer.Ends))
            .Append(($"{facts.Zone.Shown} DNSKEY", facts.Chain.Ends)).Where(end => end.Ends is not null).MinBy(end => end.Ends);
        if (ends is { } end && end - facts.Now < Soon)
        {
            yield return Found.Warning("dnssec-signature-expires-soon", facts.Zone.Shown, $"The signature of {what} ends on {Faults.Time(end)}; look whether the signer still runs.", what, Faults.Time(end));
        }
    }
}
