using System.Globalization;
using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers;

/// <summary>Judges headers as a whole; pure. A site with bad headers is up, but degraded.</summary>
internal static class HeadersVerdict
{
    public static CheckResult Judge(HeaderFacts facts, Baseline? approved, string? gradeAtLeast)
    {
        var report = HeaderReport.Judge(facts);
        List<Finding> findings = [.. report.Findings(), .. Further(facts), .. approved?.Drift(Baseline.Of(facts.Auto!), facts) ?? []];
        var fellBelow = gradeAtLeast is not null && Grade.IsWorse(report.Grade, gradeAtLeast);
        if (fellBelow)
        {
            findings.Add(Below(report, gradeAtLeast!, findings));
        }

        findings.Add(GradeOf(report));
        var worst = findings.OrderByDescending(finding => finding.Severity).ThenByDescending(finding => finding.Kind).First();
        return worst.Severity == Severity.Error
            || fellBelow
            || findings.Any(finding => finding is { Kind: FindingKind.Drift, Severity: not Severity.Info })
                ? CheckResult.Degraded(Reasons.Finding, Saying.Of("headers.grade", report.Grade, Saying.Of(worst)), findings)
                : CheckResult.Up(findings);
    }

    /// <summary>What is found beyond MDN's tests.</summary>
    public static IEnumerable<Finding> Further(HeaderFacts facts) =>
        HeaderInspections.All.SelectMany(inspection => inspection.Inspect(facts)).Select(observation => observation.ToFinding());

    /// <summary>An error only when nothing else says what is wrong: then many small losses add up.</summary>
    private static Finding Below(HeaderReport report, string gradeAtLeast, List<Finding> findings) => new(
        "header-grade-low",
        findings.Any(finding => finding.Severity == Severity.Error) ? Severity.Warning : Severity.Error,
        FindingKind.State,
        "grade",
        [report.Grade, gradeAtLeast],
        $"The grade of the headers is {report.Grade}, and at least {gradeAtLeast} is asked for.");

    private static Finding GradeOf(HeaderReport report)
    {
        var score = report.Score.ToString(CultureInfo.InvariantCulture);
        return new("header-grade", Severity.Info, FindingKind.State, "grade", [report.Grade, score], $"Grade {report.Grade}, score {score}.");
    }
}
