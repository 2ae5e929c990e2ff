using SyntheticOps.Checker.Dns.Resolution;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Dns;

/// <summary>
/// Turns answers and findings into one outcome; pure. A name that does not exist is down; silence is unknown and never
/// down; errors and drift are degraded.
/// </summary>
internal static class DnsVerdict
{
    public static CheckResult Judge(DnsFacts facts, IReadOnlyList<Finding> findings)
    {
        var own = facts.Answers.All.Where(answer => answer.Question.Name.Equals(facts.Name)).ToList();
        if (findings.FirstOrDefault(finding => finding.Code == Rules.NameRule.Gone) is { } gone)
        {
            return CheckResult.Down(Reasons.NameResolutionError, Saying.Of(gone), findings);
        }

        if (own.Find(answer => answer.Status is LookupStatus.Silent or LookupStatus.Blocked) is { } silent)
        {
            return Unknown(silent, findings);
        }

        var worst = findings.OrderByDescending(finding => finding.Severity).ThenByDescending(finding => finding.Kind).FirstOrDefault();
        if (worst is { Severity: Severity.Error } or { Kind: FindingKind.Drift, Severity: Severity.Warning })
        {
            return CheckResult.Degraded(Reasons.Finding, Saying.Of(worst), findings);
        }

        // Nothing wrong is proven, and something could not be asked.
        if (facts.Dnssec?.Silence is { } silence)
        {
            return CheckResult.Unknown(Reasons.ResolverError, Saying.Of("dns.dnssec", silence), findings);
        }

        return facts.Answers.All.FirstOrDefault(answer => !answer.IsKnown) is { } unanswered ? Unknown(unanswered, findings) : CheckResult.Up(findings);
    }

    private static CheckResult Unknown(LookupAnswer answer, IReadOnlyList<Finding> findings) =>
        CheckResult.Unknown(answer.Status == LookupStatus.Blocked ? Reasons.BlockedByPolicy : Reasons.ResolverError, Saying.Of("dns.not-asked", answer.Question.ToString(), answer.Detail), findings);
}
