using System.Globalization;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using Names = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Collector.Dashboard.Runs;

/// <summary>Reads steps, vitals, requests, findings and pictures out of a run's spans. Pure.</summary>
internal static class RunReading
{
    private const int MaxSteps = 60;
    private const int MaxPictures = 12;

    /// <summary>Names and units of the web vitals with the budget that web.dev calls good.</summary>
    private static readonly string[] VitalOrder = ["lcp", "inp", "cls", "fcp", "ttfb"];

    public static List<StepLine> StepsOf(RunRecord run, IEnumerable<SpanRecord> spans) =>
        [.. spans.Where(span => span.Name == SyntheticTelemetry.Spans.Step)
            .Select(span => StepOf(run, span))
            .OrderBy(step => step.Index).ThenBy(step => step.StartedAt)
            .Take(MaxSteps)];

    public static List<VitalLine> VitalsOf(IEnumerable<SpanRecord> spans) =>
        [.. spans.SelectMany(span => span.Events)
            .Where(happening => happening.Name == SyntheticTelemetry.Events.WebVital)
            .Select(happening => (
                Name: happening.Attributes.Text(Names.WebVitalName)?.ToLowerInvariant() ?? "",
                Value: happening.Attributes.Number(Names.WebVitalValue),
                Rating: happening.Attributes.Text(Names.WebVitalRating)))
            .Where(vital => vital.Value is not null && VitalOrder.Contains(vital.Name))
            .GroupBy(vital => vital.Name, StringComparer.Ordinal)
            .Select(group => group.MaxBy(vital => vital.Value))
            .OrderBy(vital => Array.IndexOf(VitalOrder, vital.Name))
            .Select(vital => new VitalLine(vital.Name, vital.Value!.Value, vital.Rating))];

    /// <summary>Requests of the probe itself (CLIENT spans of its service), in order of time.</summary>
    public static List<RequestLine> RequestsOf(string? prober, IEnumerable<SpanRecord> spans) =>
        [.. spans.Where(span => span.Kind == "client" && span.ServiceName == prober && span.Attributes.ContainsKey(Names.HttpRequestMethod))
            .Select(span => new RequestLine(
                span.StartedAt,
                span.Duration,
                span.Attributes.Text(Names.HttpRequestMethod) ?? "",
                span.Attributes.Text(Names.UrlFull) ?? span.Name,
                span.Attributes.Text(Names.HttpResponseStatusCode) ?? span.Attributes.Text(Names.ErrorType),
                span.IsError || span.Attributes.Integer(Names.HttpResponseStatusCode) is >= 400,
                span.Attributes.Text(Names.RequestParty),
                span.Attributes.Integer(Names.HttpResponseBodySize)))];

    /// <summary>Null when it was not set, or by what no clock can be.</summary>
    public static TimeSpan? ClockSkewOf(SpanRecord root) =>
        root.Attributes.Number(Names.ClockSkew) is { } seconds && Math.Abs(seconds) is > 0 and < 1e10 ? TimeSpan.FromSeconds(seconds) : null;

    /// <summary>Findings of the root, then those of steps that the root does not have.</summary>
    public static List<Finding> FindingsOf(RunRecord run, IEnumerable<SpanRecord> spans) =>
        [.. run.Findings
            .Concat(spans.Where(span => span.SpanId != run.RootSpanId).SelectMany(span => span.Events).Where(IsFinding).Select(FindingOf))
            .DistinctBy(finding => (finding.Code, finding.Subject, finding.Text))
            .OrderByDescending(finding => finding.Severity)];

    /// <summary>The small pictures of the steps, and the one of a failed step at the end; what was before it is the last small one.</summary>
    public static List<Picture> FilmOf(RunRecord run, IReadOnlyList<StepLine> steps) =>
        [.. run.Artifacts.Where(artifact => IsPicture(artifact.MediaType) && !IsBefore(artifact.Name))
            .Select(artifact => (artifact.Name, Index: IndexIn(artifact.Name)))
            .Where(artifact => artifact.Index is not null)
            .OrderBy(artifact => artifact.Index).ThenBy(artifact => artifact.Name, StringComparer.Ordinal)
            .Take(MaxPictures)
            .Select(artifact => PictureOf(artifact.Name, steps.FirstOrDefault(step => step.Index == artifact.Index)))];

    /// <summary>`step-3.jpg` of the first step that did not pass.</summary>
    public static Picture? ScreenOf(IReadOnlyList<Picture> film) =>
        film.LastOrDefault(picture => picture.Failed && picture.Name.StartsWith("step-", StringComparison.Ordinal));

    /// <summary>`step-3-before.jpg`: the page before that step.</summary>
    public static Picture? BeforeOf(RunRecord run, IReadOnlyList<StepLine> steps) =>
        run.Artifacts.LastOrDefault(artifact => IsPicture(artifact.MediaType) && IsBefore(artifact.Name)) is { } before
            ? PictureOf(before.Name, steps.LastOrDefault(step => step.Index < IndexIn(before.Name))) with { Failed = false }
            : null;

    private static bool IsBefore(string name) => name.Contains("-before.", StringComparison.Ordinal);

    private static StepLine StepOf(RunRecord run, SpanRecord span)
    {
        var name = span.Attributes.Text(Names.StepName) ?? span.Name;
        var outcome = span.Attributes.Text(Names.StepOutcome);
        var state = outcome is State.Up or State.Degraded or State.Down or State.Unknown ? outcome : span.IsError ? State.Down : State.Up;
        var (why, parts) = WhyOf(run, span, state != State.Up && name == run.FailedStep);
        return new StepLine((int)(span.Attributes.Integer(Names.StepIndex) ?? 0), name, state, why, parts, span.StartedAt, span.Duration);
    }

    /// <summary>The step's own finding, what it said itself, or the verdict of the run that it decided.</summary>
    private static (string? Why, string? Parts) WhyOf(RunRecord run, SpanRecord span, bool decided) =>
        span.Events.Where(IsFinding).Select(FindingOf).FirstOrDefault(finding => finding.Text.Length > 0) is { } finding ? (finding.Text, finding.Args is [.., var last] ? last : null)
        : span.Attributes.Text(Names.MessageParts) is { } parts && span.StatusMessage is { Length: > 0 } said ? (said, parts)
        : decided ? (run.Message, run.MessageParts)
        : (null, null);

    private static bool IsFinding(SpanEventRecord happening) => happening.Name == SyntheticTelemetry.Events.Finding;

    private static Finding FindingOf(SpanEventRecord happening) => new(
        happening.Attributes.Text(Names.FindingCode) ?? "",
        happening.Attributes.Text(Names.FindingSeverity) switch { "error" => Severity.Error, "warning" => Severity.Warning, _ => Severity.Info },
        happening.Attributes.Text(Names.FindingKind) == "drift" ? FindingKind.Drift : FindingKind.State,
        happening.Attributes.Text(Names.FindingSubject) ?? "",
        happening.Attributes.Texts(Names.FindingArgs),
        happening.Attributes.Text(Names.FindingText) ?? "");

    private static bool IsPicture(string mediaType) => mediaType is "image/png" or "image/jpeg";

    private static Picture PictureOf(string name, StepLine? step) =>
        new(name, step?.Name ?? name, step is null ? null : step.StartedAt + step.Duration, step is { State: State.Down });

    /// <summary>The number in `step-3.jpg`, `step-3-before.jpg`, `film-3.jpg`.</summary>
    private static int? IndexIn(string name) =>
        name.Split('-', '.') is [_, var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var index) ? index : null;
}
