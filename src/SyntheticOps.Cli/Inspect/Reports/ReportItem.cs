using System.Globalization;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.Cli.Inspect.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>One finding as every report shows it, whichever check found it.</summary>
/// <param name="Area">One of <see cref="Target.AllChecks"/>.</param>
/// <param name="Subject">Header, record or host that it is about.</param>
/// <param name="Seen">The evidence.</param>
/// <param name="Why">Why it matters, or what it means.</param>
/// <param name="Header">The header to send; empty where something else is to be done.</param>
/// <param name="Value">Its value, or what to do; empty where nothing is to do.</param>
internal sealed record ReportItem(string Area, Severity Severity, string Code, string Subject, string Seen, string Why, string Header, string Value)
{
    /// <summary>What costs customers most comes first: errors of all checks, then warnings, then what is worth knowing.</summary>
    public static IReadOnlyList<ReportItem> Of(TargetReport report, CultureInfo language) =>
    [
        .. Observed(Target.Headers, (report.Headers?.Graded ?? []).Concat(report.Headers?.Findings ?? []), language)
            .Concat(Judged(Target.Tls, report.Tls, language))
            .Concat(Judged(Target.Dns, report.Dns, language))
            .Concat(Observed(Target.SecurityTxt, report.SecurityTxt?.Findings ?? [], language))
            .OrderByDescending(item => item.Severity),
    ];

    /// <summary>Args of the headers check: seen, why, header and value.</summary>
    private static IEnumerable<ReportItem> Observed(string area, IEnumerable<Finding> findings, CultureInfo language) =>
        findings.Select(finding =>
        {
            var (seen, why, header, value) = (finding.Args[0], finding.Args[1], finding.Args[2], finding.Args[3]);
            return new ReportItem(
                area,
                finding.Severity,
                finding.Code,
                finding.Subject,
                seen.Length == 0 ? ReportWords.Word("missing", language) : seen,
                FindingWords.Why(finding.Code, finding.Subject, language) ?? why,
                header,
                header.Length > 0 || value.Length == 0 ? value : FindingWords.Advice(finding.Code, language) ?? value);
        });

    private static IEnumerable<ReportItem> Judged(string area, Section? section, CultureInfo language) =>
        from finding in section?.Findings ?? []
        select new ReportItem(
            area,
            finding.Severity,
            finding.Code,
            finding.Subject,
            language.TwoLetterISOLanguageName == "en" ? finding.Text : string.Join(", ", finding.Args),
            FindingWords.Meaning(finding.Code, language) ?? "",
            "",
            FindingWords.Advice(finding.Code, language) ?? "");
}
