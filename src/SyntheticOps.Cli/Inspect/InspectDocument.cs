using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect;

/// <summary>The file of --json: `headers` with MDN's test names and keys, `securitytxt` beside it.</summary>
internal static class InspectDocument
{
    private const string SecurityTxt = "sectxt-";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    public static string Write(Inspection inspection) => JsonSerializer.Serialize(
        new
        {
            url = inspection.Url.AbsoluteUri,
            headers = new
            {
                inspection.Report?.Score,
                inspection.Report?.Grade,
                inspection.Error,
                inspection.Warning,
                tests = inspection.Report?.Verdicts.ToDictionary(item => item.Rule.Name, item => new { result = item.Verdict.Key, item.Verdict.Pass, item.Verdict.Modifier }),
                csp = inspection.Csp.Select(finding => new { finding.Type, severity = JsonNamingPolicy.SnakeCaseUpper.ConvertName(finding.Severity.ToString()), finding.Directive, finding.Value }),
                findings = Findings(inspection, isSecurityTxt: false),
            },
            securitytxt = new { findings = Findings(inspection, isSecurityTxt: true) },
        },
        Json);

    private static IEnumerable<object> Findings(Inspection inspection, bool isSecurityTxt) => inspection.Findings
        .Where(finding => finding.Code.StartsWith(SecurityTxt, StringComparison.Ordinal) == isSecurityTxt)
        .Select(finding => new { finding.Code, severity = finding.Severity.Word(), finding.Text, advice = AdviceOf(finding) });

    private static string AdviceOf(Finding finding) => finding.Args is [_, _, { Length: > 0 } header, var value] ? $"{header}: {value}" : finding.Args[^1];
}
