using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Csp.Evaluation;
using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.Checker.Headers.Standards;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Running;

/// <summary>Makes a section of what was captured; pure.</summary>
internal static class HeadersJudging
{
    private const string SecurityTxt = "sectxt-";

    public static HeadersSection Judge(CapturedSite site)
    {
        var (facts, warning) = (site.Facts, site.Main.Fault?.Message ?? site.Main.Exchange.Failure?.Message);
        if (facts.Auto is not { } answer)
        {
            return new() { Error = warning ?? "The site does not answer." };
        }

        if (answer.Status is not ((>= 200 and < 400) or 401 or 403))
        {
            return new() { Error = $"{answer.Url.IdnHost} answered {answer.Status}, so its headers were not judged.", Warning = warning };
        }

        var report = HeaderReport.Judge(facts);
        var costs = report.Verdicts.ToDictionary(item => item.Verdict.Key, item => item.Verdict.Modifier);
        var further = HeadersVerdict.Further(facts).Where(finding => !finding.Code.StartsWith(SecurityTxt, StringComparison.Ordinal)).ToLookup(IsOfCspEvaluator);
        return new()
        {
            Warning = warning,
            Report = report,
            StandardView = StandardView.Of(facts),
            Csp = CspEvaluation.Of(CspInspection.Policies(facts)),
            Findings = [.. further[false].OrderByDescending(finding => finding.Severity)],
            Graded = [.. report.Findings().OrderBy(finding => costs.GetValueOrDefault(finding.Code)), .. further[true].OrderByDescending(finding => finding.Severity)],
        };
    }

    /// <param name="answer">Null when nobody answered.</param>
    public static Section JudgeSecurityTxt(Uri site, SecurityTxtAnswer? answer, DateTimeOffset now) => answer is null
        ? new() { Error = "Nobody answers the request for security.txt over https." }
        : new() { Findings = [.. new SecurityTxtInspection().Inspect(new HeaderFacts { Site = site, Now = now, SecurityTxt = answer }).Select(observation => observation.ToFinding())] };

    /// <summary>Its types are written like SCRIPT_UNSAFE_INLINE.</summary>
    private static bool IsOfCspEvaluator(Finding finding) => char.IsAsciiLetterUpper(finding.Code[0]);
}
