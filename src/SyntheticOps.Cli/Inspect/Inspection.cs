using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect;

/// <summary>All that is said of one site.</summary>
/// <param name="Error">Why there is no grade; null when there is one.</param>
/// <param name="Warning">What a customer meets before the headers count, such as an invalid certificate.</param>
internal sealed record Inspection(Uri Url, string? Error, string? Warning, HeaderReport? Report, IReadOnlyList<CspFinding> Csp, IReadOnlyList<Finding> Findings)
{
    /// <summary>Verdicts that cost most first, then the rest by severity.</summary>
    public static Inspection Of(Uri url, CapturedSite site)
    {
        var (facts, warning) = (site.Facts, site.Main.Fault?.Message ?? site.Main.Exchange.Failure?.Message);
        if (facts.Auto is not { } answer)
        {
            return new(url, warning ?? "The site does not answer.", null, null, [], []);
        }

        if (answer.Status is not ((>= 200 and < 400) or 401 or 403))
        {
            return new(url, $"{answer.Url.IdnHost} answered {answer.Status}, so its headers were not judged.", warning, null, [], []);
        }

        var report = HeaderReport.Judge(facts);
        var costs = report.Verdicts.ToDictionary(item => item.Verdict.Key, item => item.Verdict.Modifier);
        var findings = report.Findings().Concat(HeadersVerdict.Further(facts))
            .OrderBy(finding => costs.GetValueOrDefault(finding.Code))
            .ThenByDescending(finding => finding.Severity);
        return new(url, null, warning, report, CspEvaluation.Of(CspInspection.Policies(facts)), [.. findings]);
    }
}
