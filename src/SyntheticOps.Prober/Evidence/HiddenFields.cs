using System.Text.RegularExpressions;

namespace SyntheticOps.Prober.Evidence;

/// <summary>Takes the values of hidden fields, of which many are tokens, and of fields for secrets out of the text of a page.</summary>
internal static partial class HiddenFields
{
    public static string Mask(string html) => Input().Replace(html, input => Hides().IsMatch(input.Value)
        ? Value().Replace(input.Value, value => $"{value.Groups["name"].Value}\"{Redactor.Mask}\"")
        : input.Value);

    [GeneratedRegex("""<input\b(?:"[^"]*"|'[^']*'|[^'">])*>""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Input();

    [GeneratedRegex("""\s(?:type\s*=\s*["']?(?:hidden|password)\b|autocomplete\s*=\s*["']?cc-)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Hides();

    [GeneratedRegex("""(?<name>\svalue\s*=\s*)(?:"[^"]*"|'[^']*'|[^\s"'>]+)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)]
    private static partial Regex Value();
}
