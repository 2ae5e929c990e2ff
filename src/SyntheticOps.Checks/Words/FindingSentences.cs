using System.Globalization;
using System.Resources;
using System.Text;
using System.Text.RegularExpressions;

namespace SyntheticOps.Checks.Words;

/// <summary>What findings say in French, made of their code, subject and arguments (`said.CODE` in FindingWords.fr.resx).</summary>
internal static partial class FindingSentences
{
    private static readonly ResourceManager Resources = new(typeof(FindingWords));

    /// <summary>With its figures; null for a code without such a sentence, or with fewer arguments than that needs.</summary>
    public static string? Of(string code, string subject, IReadOnlyList<string> args)
    {
        var form = (args.Contains("") ? Resources.GetString($"said.{code}.none", FindingWords.French) : null) ?? Resources.GetString($"said.{code}", FindingWords.French);
        if (form is null || CompositeFormat.Parse(form).MinimumArgumentCount > args.Count + 1)
        {
            return null;
        }

        return string.Format(CultureInfo.InvariantCulture, form, [Word(code, subject), .. args.Select(arg => Word(code, arg))]);
    }

    /// <summary>The best there is: with figures, with what was seen and why it matters, what the code means, else the text.</summary>
    public static string Best(string code, string subject, IReadOnlyList<string> args, string text) =>
        Of(code, subject, args) ?? Header(code, subject, args) ?? (FindingWords.Meaning(code, FindingWords.French) is not { } meaning ? text : subject.Length == 0 ? $"{meaning}." : $"{meaning} ({subject}).");

    /// <summary>Of the headers check: what was seen, why it matters, a header and its value.</summary>
    private static string? Header(string code, string subject, IReadOnlyList<string> args)
    {
        if (args is not [var seen, _, var header, var value] || FindingWords.Why(code, subject, FindingWords.French) is not { } why)
        {
            return null;
        }

        var mend = header.Length > 0 ? $" Envoyer {header}: {value}" : FindingWords.Advice(code, FindingWords.French) is { } advice ? $" {advice}." : "";
        return $"{subject}\u00A0: {(seen.Length == 0 ? "absent" : seen)}. {why}{mend}";
    }

    /// <summary>A figure, or one of our own English words among the arguments of such codes.</summary>
    private static string Word(string code, string text)
    {
        var family = code.Split('-', 2)[0];
        return Resources.GetString($"word.{family}.{text}", FindingWords.French) ?? (family is "status" or "protocol" or "size" or "json" ? Expected(text) : Figures.French(text));
    }

    /// <summary>What the expectations of the http check call the wanted value.</summary>
    private static string Expected(string text)
    {
        var bounds = Bounds().Replace(text, bound => bound.Groups[1].Value == "least" ? "au moins " : "au plus ");
        return Statuses().IsMatch(bounds) ? bounds.Replace(" or ", " ou ", StringComparison.Ordinal)
            : bounds.StartsWith("a match of ", StringComparison.Ordinal) ? "une correspondance avec " + bounds["a match of ".Length..]
            : bounds.Replace(" and au plus ", " et au plus ", StringComparison.Ordinal);
    }

    [GeneratedRegex("at (least|most) (?=-?[0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex Bounds();

    /// <summary>`200 or 3xx`, `1.1 or 2`.</summary>
    [GeneratedRegex(@"^[0-9x.]+(?: or [0-9x.]+)+\z", RegexOptions.CultureInvariant)]
    private static partial Regex Statuses();
}
