using System.Globalization;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using static SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry;

namespace SyntheticOps.Collector.Diagnosis;

/// <summary>Reads out of the trace of a failed run what failed and where. Pure: more spans give better evidence.</summary>
internal static class TraceDiagnosis
{
    public static IReadOnlyList<Evidence> Of(RunRecord run, IReadOnlyList<SpanRecord> spans, Feed feed)
    {
        var evidence = new List<Evidence> { Run(run) };
        evidence.AddRange(Findings(run, feed));
        var step = Step(run, spans);
        if (step is not null)
        {
            evidence.Add(StepEvidence(step));
        }

        evidence.AddRange(Artifacts(run, step));
        if (FailedRequest(spans) is { } request)
        {
            evidence.Add(Sentences.Evidence("trace", Ref(request), "span-failed", request.ServiceName, SpanTexts.Describe(request), SpanTexts.Failure(request)));
        }

        if (ShopSpans.Culprit(spans, within: step) is { } culprit)
        {
            evidence.Add(Sentences.Evidence("trace", Ref(culprit.Span), culprit.Code, culprit.Args));
        }

        return evidence;
    }

    private static Evidence Run(RunRecord run)
    {
        var said = run.Message is { Length: > 0 } message ? message : null;
        return Sentences.Evidence(
            "run",
            run.RunId,
            $"run{(run.Reason is null ? "" : "-reason")}{(said is null ? "" : "-said")}",
            run.Check,
            run.Location,
            Sentences.Word("outcome", run.Outcome.Word()),
            Sentences.Word("reason", run.Reason ?? ""),
            said is null ? Seconds(run.Duration) : Sentences.Said(run.MessageParts, said));
    }

    /// <summary>The findings of that cause; without one of its own, the errors of the run.</summary>
    private static IEnumerable<Evidence> Findings(RunRecord run, Feed feed)
    {
        var subject = feed.Cause.StartsWith(Reasons.Finding + " ", StringComparison.Ordinal) ? feed.Cause[(Reasons.Finding.Length + 1)..] : null;
        return run.Findings
            .Where(finding => subject is null ? finding.Severity == Severity.Error : finding.Severity != Severity.Info && IsAbout(finding, subject))
            .Take(10)
            .Select(Finding);
    }

    private static Evidence Finding(Finding finding)
    {
        var said = Sentences.Said(finding.Args is [.., var last] ? last : null, finding.Text);
        var code = said.Length == 0 ? "finding" : said == finding.Text ? "finding-said" : "finding-parts";
        return Sentences.Evidence("finding", finding.Code, code, finding.Subject, said, Sentences.Word("finding", finding.Code));
    }

    private static bool IsAbout(Finding finding, string subject) =>
        string.Equals(finding.Subject.Length == 0 ? finding.Code : finding.Subject, subject, StringComparison.OrdinalIgnoreCase);

    private static IEnumerable<Evidence> Artifacts(RunRecord run, SpanRecord? step)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"step-{step?.Attributes.Integer(Attributes.StepIndex)}.");
        var pictures = run.Artifacts.Where(artifact => artifact.MediaType.StartsWith("image/", StringComparison.Ordinal)).ToList();
        var shown = pictures.Find(artifact => artifact.Name.StartsWith(name, StringComparison.Ordinal)) ?? pictures.LastOrDefault();
        return shown is null ? [] : [Sentences.Evidence("artifact", $"{run.RunId}/{shown.Name}", "picture")];
    }

    /// <summary>The step that failed; of a run that was only slow, the step that says so, else the longest.</summary>
    private static SpanRecord? Step(RunRecord run, IReadOnlyList<SpanRecord> spans)
    {
        var steps = spans.Where(span => span.Name == Spans.Step).OrderBy(span => span.Attributes.Integer(Attributes.StepIndex) ?? 0).ToList();
        return run.FailedStep is { } failed
            ? steps.Find(span => span.Attributes.Text(Attributes.StepName) == failed)
            : steps.Find(span => span.Attributes.Text(Attributes.StepReason) == Reasons.TooSlow)
                ?? (run.Reason == Reasons.TooSlow ? steps.MaxBy(span => span.Duration) : null);
    }

    private static Evidence StepEvidence(SpanRecord step)
    {
        var said = step.Events.FirstOrDefault(item => item.Name == Events.Finding)?.Attributes.Text(Attributes.FindingText)
            ?? (step.StatusMessage is { } message ? Sentences.Said(step.Attributes.Text(Attributes.MessageParts), message) : null);
        var name = step.Attributes.Text(Attributes.StepName) ?? "unnamed";
        var outcome = step.Attributes.Text(Attributes.StepOutcome) ?? "unknown";
        return Sentences.Evidence(
            "step", Ref(step), string.IsNullOrWhiteSpace(said) ? "step" : "step-said", name, Sentences.Word("outcome", outcome), Seconds(step.Duration), said ?? "");
    }

    /// <summary>The first request of the probe that failed.</summary>
    private static SpanRecord? FailedRequest(IReadOnlyList<SpanRecord> spans)
    {
        var probe = spans.FirstOrDefault(span => span.Name == Spans.Check)?.ServiceName;
        return spans.Where(span => span.Kind == "client" && span.ServiceName == probe && SpanTexts.HasFailed(span)).MinBy(span => span.StartUnixNano);
    }

    private static string Ref(SpanRecord span) => $"{span.TraceId}/{span.SpanId}";

    private static string Seconds(TimeSpan span) => Sentences.Word(Sentences.Seconds, span.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture));
}
