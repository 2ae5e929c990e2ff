using System.Globalization;
using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Guard.Lists;

/// <summary>
/// Reads a list file: one address or network a line, then `until=TIME` and `by=NAME` in any order, then the reason after `#`:
/// <code>203.0.113.0/24 until=2026-12-31T00:00:00Z by=anna # scanner</code>
/// Empty lines and comments (`#`, `;`) are skipped. One bad line refuses the whole file, because half a list protects nobody.
/// </summary>
internal static class ListFile
{
    public const int MaximumEntries = 200_000;

    private const long MaximumBytes = 32 * 1024 * 1024;
    private const int MaximumReason = 200;

    /// <exception cref="FormatException">With file, line and the expected form.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static IReadOnlyList<ListEntry> Read(string path, string list, Func<AddressRange, string?> lockout, DateTimeOffset now)
    {
        var file = new FileInfo(path);
        if (file.Length > MaximumBytes)
        {
            throw new FormatException($"{path}: {file.Length} bytes; expected at most {MaximumBytes}.");
        }

        return Parse(path, File.ReadAllText(path), list, lockout, now);
    }

    public static IReadOnlyList<ListEntry> Parse(string path, string text, string list, Func<AddressRange, string?> lockout, DateTimeOffset now)
    {
        if (text.Length == 0)
        {
            throw new FormatException($"{path}: the file is empty. To empty the list leave one comment line, such as # none.");
        }

        if (text[^1] != '\n')
        {
            throw new FormatException($"{path}({text.Count(c => c == '\n') + 1}): the last line has no line end, so the file may be cut; end it with one.");
        }

        var entries = new List<ListEntry>();
        var number = 0;
        foreach (var line in text.AsSpan(0, text.Length - 1).EnumerateLines())
        {
            number++;
            var content = line.Trim();
            if (content.IsEmpty || content[0] is '#' or ';')
            {
                continue;
            }

            try
            {
                var entry = ParseLine(content, list, now);
                if (list == ListNames.Block && lockout(entry.Range) is { } why)
                {
                    throw new FormatException(why);
                }

                entries.Add(entry);
            }
            catch (FormatException e)
            {
                throw new FormatException(string.Create(CultureInfo.InvariantCulture, $"{path}({number}): {e.Message}."), e);
            }

            if (entries.Count > MaximumEntries)
            {
                throw new FormatException($"{path}: more than {MaximumEntries} entries.");
            }
        }

        return entries;
    }

    private static ListEntry ParseLine(ReadOnlySpan<char> content, string list, DateTimeOffset now)
    {
        var mark = content.IndexOfAny('#', ';');
        var reason = mark < 0 ? default : content[(mark + 1)..].Trim();
        var words = mark < 0 ? content : content[..mark];
        AddressRange? range = null;
        DateTimeOffset? until = null;
        var actor = "file";
        foreach (var part in words.SplitAny(' ', '\t'))
        {
            var word = words[part];
            if (word.IsEmpty)
            {
                continue;
            }

            if (range is null)
            {
                range = AddressRange.TryParse(word, out var parsed) ? parsed : throw new FormatException($"'{Shown(word)}': {AddressRange.Form}");
            }
            else if (word.StartsWith("until="))
            {
                until = DateTimeOffset.TryParseExact(word[6..], ["yyyy-MM-ddTHH:mm:ssK", "yyyy-MM-dd"], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var end)
                    ? end
                    : throw new FormatException($"'{Shown(word)}': expected until=2026-12-31T00:00:00Z");
            }
            else
            {
                actor = word.StartsWith("by=") && word.Length is > 3 and < 100 ? word[3..].ToString() : throw new FormatException($"'{Shown(word)}': expected until=TIME, by=NAME or # REASON");
            }
        }

        return new ListEntry(list, range!.Value, until, reason[..Math.Min(reason.Length, MaximumReason)].ToString(), actor, now, ListSources.File);
    }

    private static string Shown(ReadOnlySpan<char> word) => word.Length <= 60 ? word.ToString() : word[..60].ToString();
}
