using System.Globalization;
using System.Text.Json;
using SyntheticOps.Checks.Words;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>
/// Evidence and timeline entries as a code with arguments: English is written down for the API, and the pages and the report say
/// it in the reader's language (IncidentWords, keys `say.CODE`).
/// </summary>
internal static class Sentences
{
    /// <summary>Longest argument, characters; a message of a run has at most 500.</summary>
    private const int MaxArgument = 600;

    /// <summary>Kind of a <see cref="Word"/> that is a number of seconds.</summary>
    public const string Seconds = "s";

    private const string FindingMark = "@finding.";

    private static readonly CultureInfo English = IncidentWords.Culture("en");

    public static Evidence Evidence(string kind, string reference, string code, params IReadOnlyList<string> args)
    {
        var sentence = Pack(code, args);
        return new Evidence(kind, reference, Read(sentence, English) ?? code, sentence);
    }

    public static TimelineEntry Entry(DateTimeOffset at, string actor, string kind, string code, params IReadOnlyList<string> args)
    {
        var sentence = Pack(code, args);
        return new TimelineEntry(at, actor, kind, Read(sentence, English) ?? code, sentence);
    }

    /// <summary>An argument that has words of its own, such as the reason of a run; without words it is said as it is.</summary>
    public static string Word(string kind, string value) => $"@{kind}.{value}";

    /// <summary>What a run or a step said: its parts when it has them, which are said in the reader's language, else its text.</summary>
    public static string Said(string? parts, string text) => Saying.Read(parts) is null ? text : parts!;

    /// <summary>The code and its arguments as they are stored.</summary>
    public static string Pack(string code, params IReadOnlyList<string> args) =>
        JsonSerializer.Serialize<string[]>([code, .. args.Select(arg => arg.Length <= MaxArgument || Saying.Read(arg) is not null ? arg : arg[..MaxArgument])]);

    public static string In(this Evidence evidence, CultureInfo culture) => Read(evidence.Sentence, culture) ?? evidence.Text;

    public static string In(this TimelineEntry entry, CultureInfo culture) => Read(entry.Sentence, culture) ?? entry.Text;

    /// <summary>Null for what an older version wrote and for what a person wrote: that has only its text.</summary>
    private static string? Read(string sentence, CultureInfo culture) =>
        sentence.Length > 0 && JsonSerializer.Deserialize<string[]>(sentence) is [var code, .. var args]
            ? IncidentWords.Text($"say.{code}", culture, [.. args.Select(arg => Said(arg, culture))])
            : null;

    private static string Said(string argument, CultureInfo culture) =>
        argument.StartsWith(FindingMark, StringComparison.Ordinal)
            ? FindingWords.Meaning(argument[FindingMark.Length..], culture) ?? argument[FindingMark.Length..]
        : argument.StartsWith($"@{Seconds}.", StringComparison.Ordinal)
            ? $"{argument[(Seconds.Length + 2)..].Replace(".", culture.NumberFormat.NumberDecimalSeparator, StringComparison.Ordinal)}{(culture.TwoLetterISOLanguageName == "fr" ? '\u00a0' : ' ')}s"
        : argument is ['@', .. var key] && key.Split('.', 2) is ["reason" or "outcome" or "scenario" or "transition" or "attack" or "impact", var value]
            ? IncidentWords.Text(key, culture) ?? value
        : Saying.Read(argument)?.In(culture) ?? argument;
}
