using System.Globalization;
using System.Text;

namespace SyntheticOps.Cli.Output;

/// <summary>
/// Makes text that a page or another program wrote safe for a terminal and a CI log: no escape sequences, no line breaks,
/// no characters that turn the direction of the line, no `##[...]` commands. A line of ours never begins with such text.
/// </summary>
internal static class Plain
{
    /// <summary>Longest piece that is shown, in characters.</summary>
    private const int Longest = 1000;

    public static string Text(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return "";
        }

        var plain = new StringBuilder(Math.Min(text.Length, Longest));
        foreach (var rune in text.EnumerateRunes())
        {
            if (plain.Length >= Longest)
            {
                return plain.Append('…').ToString();
            }

            Append(plain, rune);
        }

        return plain.ToString();
    }

    /// <summary>As <see cref="Text"/>, with the line breaks kept: for messages of ours that list several things.</summary>
    public static string Lines(string text) => string.Join(Environment.NewLine, text.ReplaceLineEndings("\n").Split('\n').Select(Line));

    /// <summary>A line that begins with `::` would be a command to GitHub Actions, wherever it came from.</summary>
    private static string Line(string line) => Text(line) is var plain && plain.TrimStart().StartsWith("::", StringComparison.Ordinal) ? $"> {plain}" : Text(line);

    private static void Append(StringBuilder plain, Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator:
                plain.Append(' ');
                break;
            case UnicodeCategory.Format:
                break;
            default:
                // Azure Pipelines, GitHub Actions and TeamCity take `##vso[`, `##[` and `##teamcity[` anywhere in a line.
                plain.Append(rune.Value == '#' && plain is { Length: > 0 } && plain[^1] == '#' ? " #" : rune.ToString());
                break;
        }
    }
}
