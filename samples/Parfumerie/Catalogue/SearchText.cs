using System.Globalization;
using System.Text;

namespace Parfumerie.Catalogue;

/// <summary>Lower case without accents, so that `neroli` finds `Néroli` on every database.</summary>
internal static class SearchText
{
    private const int LongestQuery = 80;

    public static string Of(Perfume perfume) => Fold(string.Join(' ',
        [perfume.Name, perfume.Family, .. perfume.NotesFr, .. perfume.NotesEn, perfume.StoryFr, perfume.StoryEn]));

    /// <summary>LIKE patterns of the query's words, all of which must match; `%` and `_` are taken literally.</summary>
    public static IReadOnlyList<string> Patterns(string? query)
    {
        var text = query ?? "";
        return [.. Fold(text[..Math.Min(text.Length, LongestQuery)])
            .Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(6)
            .Select(word => $"%{word.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%")];
    }

    public static string Fold(string text)
    {
        var folded = new StringBuilder(text.Length);
        foreach (var rune in text.Normalize(NormalizationForm.FormD).EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.NonSpacingMark)
            {
                continue;
            }

            folded.Append(category is UnicodeCategory.Control ? " " : Rune.ToLowerInvariant(rune).ToString());
        }

        return folded.Replace("œ", "oe").Replace('’', '\'').ToString();
    }
}
