using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Dashboard.Text;

/// <summary>Sentences that several parts say.</summary>
internal static class Phrases
{
    private static readonly (char Letter, string Key)[] SlotWords =
        [('u', "slots.up"), ('d', "slots.degraded"), ('x', "slots.down"), ('n', "slots.unknown"), ('m', "slots.maintenance"), ('-', "slots.none")];

    /// <summary>`too_slow` as words; a reason we do not know stays as it is.</summary>
    public static string Reason(this Words words, string reason) => words.Find($"reason.{reason}") ?? reason;

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
        _ when actor.StartsWith("rule:", StringComparison.Ordinal) => words.Say("actor.rule", actor[5..]),
        _ => actor,
    };

    /// <summary>What happens to customers.</summary>
    public static string Title(this Words words, Incident incident) => IncidentWords.Title(incident, IncidentWords.Culture(words.Language));
}
