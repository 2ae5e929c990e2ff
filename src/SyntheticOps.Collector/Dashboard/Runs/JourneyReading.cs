using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Collector.Dashboard.Runs;

/// <summary>Reads what only journeys have: vitals of each document, weight, attempts, sandbox. Pure.</summary>
internal static class JourneyReading
{
    private const int MaxDocuments = 12;
    private const int MaxParts = 12;

    private static readonly string[] VitalOrder = ["lcp", "inp", "cls", "fcp", "ttfb"];

    /// <summary>In order of the steps; none for a journey with one document, whose vitals the page shows anyway.</summary>
    public static IReadOnlyList<DocumentLine> DocumentsOf(IEnumerable<SpanRecord> spans)
    {
        var documents = spans.Where(span => span.Name == SyntheticTelemetry.Spans.Step)
            .OrderBy(span => span.StartedAt)
            .SelectMany(span => span.Events.Where(happening => happening.Name == SyntheticTelemetry.Events.WebVital).Select(happening => (Span: span, happening.Attributes)))
            .GroupBy(vital => (vital.Span.SpanId, Id: vital.Attributes.Text(Names.WebVitalId)))
            .Take(MaxDocuments)
            .Select(group => new DocumentLine(PathOf(group.First().Attributes.Text(Names.DocumentUrl)), group.First().Span.Attributes.Text(Names.StepName) ?? "", VitalsOf(group.Select(vital => vital.Attributes))))
            .ToList();
        return documents.Count > 1 ? documents : [];
    }

    /// <summary>`own script 3 41233` each.</summary>
    public static IReadOnlyList<WeightLine> WeightOf(SpanRecord? root) =>
        [.. (root?.Attributes.Texts(Names.PageWeight) ?? []).Take(MaxParts).Select(PartOf).OfType<WeightLine>()];

    public static string? FailedAttemptOf(RunRecord run) =>
        run.Findings.FirstOrDefault(finding => finding.Code == Reasons.Flaky)?.Args is [_, var id, ..] && Ids.IsTrace(id) ? id : null;

    public static bool IsWithoutSandbox(SpanRecord root) => root.Attributes.TryGetValue(Names.Sandbox, out var on) && on is false;

    private static List<VitalLine> VitalsOf(IEnumerable<AttributeSet> vitals) =>
        [.. vitals.Select(vital => (Name: vital.Text(Names.WebVitalName) ?? "", Value: vital.Number(Names.WebVitalValue), Rating: vital.Text(Names.WebVitalRating)))
            .Where(vital => vital.Value is not null && VitalOrder.Contains(vital.Name))
            .DistinctBy(vital => vital.Name)
            .OrderBy(vital => Array.IndexOf(VitalOrder, vital.Name))
            .Select(vital => new VitalLine(vital.Name, vital.Value!.Value, vital.Rating))];

    private static WeightLine? PartOf(string text) =>
        text.Split(' ') is [var party, var type, var requests, var bytes]
        && int.TryParse(requests, NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        && long.TryParse(bytes, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? new WeightLine(party, type, count, size)
            : null;

    private static string PathOf(string? url) => Uri.TryCreate(url, UriKind.Absolute, out var address) ? address.AbsolutePath : "";
}
