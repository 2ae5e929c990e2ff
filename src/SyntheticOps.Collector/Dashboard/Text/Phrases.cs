using SyntheticOps.Checks.Words;
using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Text;

/// <summary>Sentences that several parts say.</summary>
internal static class Phrases
{
    private static readonly (char Letter, string Key)[] SlotWords =
        [('u', "slots.up"), ('d', "slots.degraded"), ('x', "slots.down"), ('n', "slots.unknown"), ('m', "slots.maintenance"), ('-', "slots.none")];

    /// <summary>`too_slow` as words; a reason we do not know stays as it is.</summary>
    public static string Reason(this Words words, string reason) => Known(words, $"reason.{reason}") ?? reason;

    /// <summary>home, last 15 min: 58 up, 2 degraded.</summary>
    public static string SlotSentence(this Words words, string name, SlotSeries series, Format format)
    {
        var letters = series.Letters;
        var counts = SlotWords
            .Select(kind => (kind.Key, Count: letters.Count(letter => letter == kind.Letter)))
            .Where(kind => kind.Count > 0)
            .Select(kind => words.Say(kind.Key, kind.Count));
        return words.Say("slots.sentence", name, format.Span(series.To - series.From), string.Join(", ", counts));
    }

    /// <summary>`user:anna` as a person reads it: anna; rules and drills say what they are.</summary>
    public static string Actor(this Words words, string? actor) => actor switch
    {
        null or "" => words["actor.none"],
        "user:operator" => words["account.operator"],
        _ when actor.StartsWith("user:", StringComparison.Ordinal) => actor[5..],
        "gateway" => words["actor.gateway"],
        _ when actor.StartsWith("config:", StringComparison.Ordinal) => "synthetics.yaml",
        _ when actor.StartsWith("incident:", StringComparison.Ordinal) => actor[9..],
        _ when actor.StartsWith("rule:", StringComparison.Ordinal) => words.Say("actor.rule", actor[5..]),
        _ => actor,
    };

    public static string Cause(this Words words, Incident incident) => IncidentWords.Cause(incident, IncidentWords.Culture(words.Language));

    /// <summary>A number with its noun in the right form; French takes the singular for 0 as well.</summary>
    public static string Count(this Words words, string key, int number) =>
        words.Say(number == 1 || (number == 0 && words.IsFrench) ? $"{key}.one" : $"{key}.many", number);

    /// <summary>What happens to customers.</summary>
    public static string Title(this Words words, Incident incident) => IncidentWords.Title(incident, IncidentWords.Culture(words.Language));

    /// <summary>The verdict in the reader's language, from its parts; in French, when it has none, what its gravest finding means; null when that is nothing.</summary>
    public static string? Verdict(this Words words, RunRecord run) =>
        words.Said(run.MessageParts) ?? (words.IsFrench ? run.Findings.OrderByDescending(finding => finding.Severity).Where(finding => finding.Severity == Severity.Error)
            .Select(finding => words.Meaning(finding) is { } meaning ? words.Say("run.about", meaning, finding.Subject.Length == 0 ? run.Check : finding.Subject) : null).FirstOrDefault() : run.Message);

    /// <summary>What the parts of a sentence say; null when there are none.</summary>
    public static string? Said(this Words words, string? parts) => Saying.Read(parts)?.In(FindingWords.Language(words.Language));

    /// <summary>What a finding says with its figures, in French; null in English, where its text says it, and when it says it in English only.</summary>
    public static string? Sentence(this Words words, Finding finding) => words.IsFrench ? FindingWords.Sentence(finding, FindingWords.French) : null;

    /// <summary>What the code of a finding means; null in English, where its text says more, and for a code without words.</summary>
    public static string? Meaning(this Words words, Finding finding) => words.IsFrench ? FindingWords.Meaning(finding.Code, FindingWords.French) : null;

    /// <summary>What to do about a finding; null where nothing is to do or no words are known.</summary>
    public static string? Advice(this Words words, Finding finding) => FindingWords.Advice(finding.Code, FindingWords.Language(words.Language));

    public static string Said(this Words words, Evidence evidence) => evidence.In(IncidentWords.Culture(words.Language));

    public static string Said(this Words words, TimelineEntry entry) => entry.In(IncidentWords.Culture(words.Language));

    /// <summary>What kind of moment an entry of the timeline is.</summary>
    public static string Moment(this Words words, TimelineEntry entry) => Known(words, $"timeline.{entry.Code}") ?? entry.Code;

    private static string? Known(Words words, string key) => IncidentWords.Text(key, IncidentWords.Culture(words.Language));
}
