using System.Diagnostics;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Running;

/// <summary>Takes secrets out of all that a run says, before any of it is written: result, spans, artifacts.</summary>
public sealed class RunRedaction(Redactor redactor)
{
    private readonly Redactor _redactor = redactor.Copy();

    public Redactor Redactor => _redactor;

    /// <summary>Secrets of this run alone, such as those of a journey.</summary>
    public void Learn(IEnumerable<string> secrets) => _redactor.Add(secrets);

    internal CheckResult Clean(CheckResult result) => result with
    {
        Message = Text(result.Message),
        Said = Clean(result.Said),
        FailedStep = Text(result.FailedStep),
        Findings = [.. result.Findings.Select(finding => finding with
        {
            Subject = _redactor.Redact(finding.Subject),
            Args = [.. finding.Args.Select(_redactor.Redact)],
            Text = _redactor.Redact(finding.Text),
        })],
        Attributes = result.Attributes.ToDictionary(pair => pair.Key, pair => Value(pair.Key, pair.Value)),
    };

    /// <summary>Cleans the attributes of a span that ended. Its events are made from clean values.</summary>
    internal void Clean(Activity span)
    {
        foreach (var (name, value) in span.TagObjects.ToList())
        {
            if (value is not null && Value(name, value) is var clean && !ReferenceEquals(clean, value))
            {
                span.SetTag(name, clean);
            }
        }

        if (span.StatusDescription is { } text)
        {
            span.SetStatus(span.Status, _redactor.Redact(text));
        }

        span.DisplayName = _redactor.Redact(span.DisplayName);
    }

    /// <summary>Our own fault with its trace; its message may quote anything.</summary>
    internal void AddException(Activity span, Exception e) => span.AddEvent(new ActivityEvent("exception", tags: new ActivityTagsCollection
    {
        ["exception.type"] = e.GetType().FullName,
        ["exception.message"] = _redactor.Redact(e.Message),
        ["exception.stacktrace"] = _redactor.Redact(e.ToString()),
    }));

    /// <summary>Null when the whole sentence, in either language, still shows what no part of it did.</summary>
    private Saying? Clean(Saying? said)
    {
        var clean = said?.With(_redactor.Redact);
        return clean is not null && new[] { FindingWords.English, FindingWords.French }.All(language => clean.In(language) is var text && _redactor.Redact(text) == text) ? clean : null;
    }

    private string? Text(string? text) => text is null ? null : _redactor.Redact(text);

    private object Value(string name, object value) => value switch
    {
        string text when name == SyntheticTelemetry.Attributes.MessageParts => Clean(Saying.Read(text))?.Pack() ?? "",
        string text => Own(name) ? text : _redactor.Redact(name, text),
        long number => _redactor.Redact(name, number),
        string[] texts => Array.TrueForAll(texts, text => ReferenceEquals(_redactor.Redact(text), text)) ? texts : Array.ConvertAll(texts, _redactor.Redact),
        _ => value,
    };

    /// <summary>Words and names of ours, by which runs are found again.</summary>
    private static bool Own(string name) => name is SyntheticTelemetry.Attributes.CheckName or SyntheticTelemetry.Attributes.SiteName
        or SyntheticTelemetry.Attributes.ConfigHash or SyntheticTelemetry.Attributes.Outcome or SyntheticTelemetry.Attributes.OutcomeReason;
}
