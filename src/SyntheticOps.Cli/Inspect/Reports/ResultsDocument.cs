using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.Cli.Inspect.Targets;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>results.json: by id, what each check found, under MDN's, CSP Evaluator's and our own codes (docs/inspect.md).</summary>
internal static class ResultsDocument
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>In the order of the input; what was interrupted is left out.</summary>
    public static string Write(IEnumerable<TargetEntry> entries, IReadOnlyDictionary<string, TargetReport> reports)
    {
        var results = new Dictionary<string, object>();
        foreach (var entry in entries)
        {
            if (entry.Mistake is { } mistake)
            {
                results[entry.Id] = new { error = mistake };
            }
            else if (reports.GetValueOrDefault(entry.Id) is { } report)
            {
                results[entry.Id] = Body(report);
            }
        }

        return JsonSerializer.Serialize(results, Json);
    }

    private static object Body(TargetReport report) => new
    {
        headers = report.Headers is { } headers ? Headers(headers) : null,
        tls = report.Tls is { } tls ? Body(tls, Advice.OfCode) : null,
        dns = report.Dns is { } dns ? Body(dns, Advice.OfCode) : null,
        securitytxt = report.SecurityTxt is { } text ? Body(text, Advice.OfObservation) : null,
    };

    private static object Headers(HeadersSection section) => new
    {
        section.Report?.Score,
        section.Report?.Grade,
        section.Error,
        section.Warning,
        tests = section.Report?.Verdicts.ToDictionary(item => item.Rule.Name, item => new { result = item.Verdict.Key, item.Verdict.Pass, item.Verdict.Modifier }),
        standardView = section.StandardView.Count > 0 ? section.StandardView : null,
        csp = section.Csp.Select(finding => new { finding.Type, severity = JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.Severity.ToString()), finding.Directive, finding.Value }),
        findings = Findings(section, Advice.OfObservation),
    };

    private static object Body(Section section, Func<Finding, string> advice) => new { outcome = section.Outcome?.Word(), section.Error, findings = Findings(section, advice) };

    private static IEnumerable<object> Findings(Section section, Func<Finding, string> advice) =>
        section.Findings.Select(finding => new { finding.Code, severity = finding.Severity.Word(), finding.Text, advice = advice(finding) });
}
