using System.Globalization;
using System.Resources;
using System.Text.Encodings.Web;
using System.Text.Json;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Words;

/// <summary>
/// A sentence, or a part of one, as a code with arguments; the words of each code stand in Sayings.resx. An argument is a text that
/// is said as it is, or a part with words of its own. English is written into telemetry, with the parts beside it for other readers.
/// </summary>
public sealed record Saying
{
    private const string Verbatim = "text";
    private const string Decimal = "seconds";
    private const string Amount = "figure";
    private const string Found = "finding";

    /// <summary>Arguments of a finding that are kept with it, and characters of each.</summary>
    private const int MaximumArguments = 8;

    private const int MaximumArgument = 200;

    /// <summary>Parts in parts, and characters of all of them.</summary>
    private const int MaximumDepth = 12;

    private const int MaximumLength = 4000;

    private static readonly ResourceManager Resources = new("SyntheticOps.Checks.Words.Sayings", typeof(Saying).Assembly);
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Codes whose last part is a sentence behind a colon; in French that begins small.</summary>
    private static readonly string[] Continued = ["http.over", "headers.grade", "hook.no-effect", "hook.repeat-counted"];

    private static readonly string[] FirstWords = ["L’", "Le ", "La ", "Les ", "Un ", "Une ", "Aucun ", "Aucune ", "Rien "];

    private readonly object[] _arguments;

    private Saying(string code, object[] arguments) => (Code, _arguments) = (code, arguments);

    public string Code { get; }

    /// <summary>Its first part: of a sentence that without the full stop.</summary>
    public Saying? Inner => _arguments.FirstOrDefault() as Saying;

    /// <param name="arguments">Texts and parts, in the order of the words.</param>
    public static Saying Of(string code, params object[] arguments) => new(code, arguments);

    /// <summary>A text for every language, such as an exception's: readers see it as it is.</summary>
    public static Saying Text(string text) => Of(Verbatim, text);

    /// <summary>`90s`, `2.5 s` or `2026-03-01` (also with a time in UTC), as each language writes it.</summary>
    public static Saying Figure(string text) => Of(Amount, text);

    public static Saying Duration(TimeSpan span) => Figure(Durations.Format(span));

    /// <summary>What a finding says: its text, and for other readers the words of its code with its subject and arguments.</summary>
    public static Saying Of(Finding finding) => Read(finding.Args is [.., var last] ? last : null) is { } said && said.Short() == finding.Text
        ? said
        : Of(Found, [Cut(finding.Text, SyntheticTelemetry.MaxMessageLength), finding.Code, Cut(finding.Subject, MaximumArgument), .. finding.Args.Take(MaximumArguments).Select(arg => Cut(arg, MaximumArgument))]);

    public static Saying Seconds(TimeSpan span, string format = "0.#") => Of(Decimal, span.TotalSeconds.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Whether a code has words.</summary>
    public static bool Has(string code) => Resources.GetString(code, CultureInfo.InvariantCulture) is not null;

    /// <summary>What <see cref="Pack"/> wrote; null for anything else, so that the text beside it is shown.</summary>
    public static Saying? Read(string? packed)
    {
        if (packed is not ['[', '"', ..] || packed.Length > MaximumLength)
        {
            return null;
        }

        try
        {
            using var document = JsonDocument.Parse(packed, new JsonDocumentOptions { MaxDepth = MaximumDepth });
            var saying = Read(document.RootElement);
            return saying?.ToString() is null ? null : saying;
        }
        catch (Exception e) when (e is JsonException or FormatException)
        {
            return null;
        }
    }

    /// <summary>`["step","5","Pay",["answered","502"]]`, in one line; long texts are cut until <see cref="Read(string?)"/> takes it.</summary>
    public string Pack()
    {
        var packed = JsonSerializer.Serialize(With(OneLine).Plain(), Readable);
        for (var most = MaximumLength / 4; packed.Length > MaximumLength && most > 0; most /= 2)
        {
            packed = JsonSerializer.Serialize(With(text => Cut(OneLine(text), most)).Plain(), Readable);
        }

        return packed;
    }

    /// <summary>A finding that says it in English, and for other readers in its last argument.</summary>
    public Finding Finding(string code, Severity severity, string subject, params IEnumerable<string> args) =>
        new(code, severity, FindingKind.State, subject, [.. args, Pack()], Short());

    /// <summary>In English, as a sentence, no longer than a message may be.</summary>
    public string Short() => Cut(ToString(), SyntheticTelemetry.MaxMessageLength);

    /// <summary>In English.</summary>
    public override string ToString() => In(CultureInfo.InvariantCulture);

    public string In(CultureInfo language)
    {
        var french = language.TwoLetterISOLanguageName == FindingWords.French.Name;
        return french && Code == Found && _arguments.OfType<string>().ToList() is [var text, var code, var subject, .. var args]
            ? FindingSentences.Best(code, subject, args, text)
            : string.Format(CultureInfo.InvariantCulture, Resources.GetString(Code, language) ?? throw new FormatException($"'{Code}' has no words."), [.. _arguments.Select(argument => argument switch
            {
                Saying part => french && Continued.Contains(Code) ? WithinSentence(part.In(language)) : part.In(language),
                string number when french && Code == Decimal => number.Replace('.', ','),
                string figure when french && Code == Amount => Figures.French(figure),
                _ => argument,
            })]);
    }

    /// <summary>The same with every text in it changed.</summary>
    public Saying With(Func<string, string> change) => new(Code, [.. _arguments.Select(argument => argument is Saying part ? part.With(change) : (object)change((string)argument))]);

    private static Saying? Read(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() == 0 || element[0].ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var arguments = element.EnumerateArray().Skip(1).Select(item => item.ValueKind == JsonValueKind.String ? item.GetString() : (object?)Read(item)).ToArray();
        return arguments.Contains(null) || !Has(element[0].GetString()!) ? null : new Saying(element[0].GetString()!, arguments!);
    }

    /// <summary>Articles become small; a name of a host or header stays.</summary>
    private static string WithinSentence(string french) => FirstWords.Any(word => french.StartsWith(word, StringComparison.Ordinal)) ? char.ToLowerInvariant(french[0]) + french[1..] : french;

    private static string Cut(string text, int most) => text.Length <= most ? text : string.Concat(text.AsSpan(0, most - 1), "…");

    /// <summary>As the message beside it: control characters are blanks.</summary>
    private static string OneLine(string text) => text.Any(char.IsControl) ? string.Concat(text.Select(character => char.IsControl(character) ? ' ' : character)) : text;

    private object[] Plain() => [Code, .. _arguments.Select(argument => argument is Saying part ? part.Plain() : argument)];
}
