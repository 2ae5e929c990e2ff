using System.Globalization;
using System.Text;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Text for Markdown: what others wrote (messages, notes, names) stays text, whatever it contains.</summary>
internal static class ReportText
{
    /// <summary>Markup wherever it stands; "@" would be a mention or an address.</summary>
    private const string Special = "\\`*_{}[]<>|~&@";

    /// <summary>Markup at the start of a line only: headings, lists, rules.</summary>
    private const string Leading = "#-+=";

    /// <summary>One line in which no character is markup; control characters and line ends become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) || char.GetUnicodeCategory(text[i]) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                escaped.Append(' ');
                continue;
            }

            // A backslash before ASCII punctuation is always an escape (CommonMark 2.4).
            if (Special.Contains(text[i], StringComparison.Ordinal) || StartsBlock(text, i) || StartsLink(text, i))
            {
                escaped.Append('\\');
            }

            escaped.Append(text[i]);
        }

        return escaped.ToString();
    }

    /// <summary>`# x`, `- x`, `1. x` and `1) x` would open a block.</summary>
    private static bool StartsBlock(string text, int index)
    {
        var before = text.AsSpan(0, index).Trim();
        return (before.IsEmpty && Leading.Contains(text[index], StringComparison.Ordinal))
            || (text[index] is '.' or ')' && before.Length is > 0 and < 10 && before.IndexOfAnyExceptInRange('0', '9') < 0);
    }

    /// <summary>`https://x` and `www.x` are links by themselves in GitHub's dialect.</summary>
    private static bool StartsLink(string text, int index) =>
        (text[index] == ':' && text.AsSpan(index + 1).StartsWith("//"))
        || (text[index] == '.' && text.AsSpan(0, index).EndsWith("www", StringComparison.OrdinalIgnoreCase));

    public static string Duration(TimeSpan span, CultureInfo culture)
    {
        var (key, first, second) = span switch
        {
            { TotalMinutes: < 1 } => ("unit.seconds", Math.Max(0, span.Seconds), 0),
            { TotalHours: < 1 } => ("unit.minutes", span.Minutes, span.Seconds),
            { TotalDays: < 1 } => ("unit.hours", span.Hours, span.Minutes),
            _ => ("unit.days", (int)span.TotalDays, span.Hours),
        };
        return IncidentWords.Text(key, culture, first, second)!;
    }

    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
