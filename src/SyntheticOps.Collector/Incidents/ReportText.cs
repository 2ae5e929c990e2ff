using System.Globalization;
using System.Text;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Text for Markdown: what others wrote (messages, notes, names) stays text, whatever it contains.</summary>
internal static class ReportText
{
    private const string Special = "\\`*_{}[]()<>#+-.!|~&@:/";

    /// <summary>One line in which no character is markup; control characters and line ends become spaces.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (char.IsControl(character) || char.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator)
            {
                escaped.Append(' ');
                continue;
            }

            // A backslash before ASCII punctuation is always an escape (CommonMark 2.4); "@" and ":" stop autolinks.
            if (Special.Contains(character, StringComparison.Ordinal))
            {
                escaped.Append('\\');
            }

            escaped.Append(character);
        }

        return escaped.ToString();
    }

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
