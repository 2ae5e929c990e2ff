using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.Cli.Inspect.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>The findings as SARIF 2.1.0 (OASIS), which code hosts show beside the code. A finding is about a page, not a line.</summary>
internal static class SarifReport
{
    private const string Schema = "https://json.schemastore.org/sarif-2.1.0.json";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(TargetReport report)
    {
        var items = ReportItem.Of(report, FindingWords.English);
        var rules = items.Select(item => item.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var document = new Dictionary<string, object>
        {
            ["$schema"] = Schema,
            ["version"] = "2.1.0",
            ["runs"] = new[]
            {
                new
                {
                    tool = new { driver = new { name = "synops inspect", semanticVersion = VersionOf(ProbeIdentity.UserAgent), rules = rules.Select(code => Rule(items.First(item => item.Code == code))) } },
                    invocations = new[] { new { executionSuccessful = !report.HasErrors, toolExecutionNotifications = report.Sections.Where(section => section.Error is not null).Select(section => new { level = "error", message = new { text = section.Error } }) } },
                    results = items.Select(item => Result(item, rules.IndexOf(item.Code), report)),
                    columnKind = "utf16CodeUnits",
                },
            },
        };
        return JsonSerializer.Serialize(document, Json);
    }

    private static object Rule(ReportItem item) => new
    {
        id = item.Code,
        shortDescription = new { text = item.Why.Length > 0 ? item.Why : item.Code },
        help = new { text = Help(item) is { Length: > 0 } help ? help : "Nothing is to do." },
        defaultConfiguration = new { level = Level(item.Severity) },
        properties = new { tags = new[] { "security", item.Area } },
    };

    private static object Result(ReportItem item, int rule, TargetReport report) => new
    {
        ruleId = item.Code,
        ruleIndex = rule,
        level = Level(item.Severity),
        message = new { text = $"{item.Subject}: {item.Seen}{(item.Seen.EndsWith('.') ? "" : ".")} {item.Why} {Help(item)}".Trim() },
        locations = new[] { new { physicalLocation = new { artifactLocation = new { uri = report.Target.Url?.AbsoluteUri ?? $"https://{report.Target.Host}/" } } } },
        partialFingerprints = new Dictionary<string, string> { ["finding/v1"] = $"{item.Area}/{item.Code}/{item.Subject}" },
    };

    private static string Help(ReportItem item) => item.Header.Length > 0 ? $"Send {item.Header}: {item.Value}" : item.Value;

    private static string Level(Severity severity) => severity switch { Severity.Error => "error", Severity.Warning => "warning", _ => "note" };

    private static string VersionOf(string product) => product[(product.IndexOf('/', StringComparison.Ordinal) + 1)..] is { Length: > 0 } version ? version : "0.0.0";
}
