using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;

namespace SyntheticOps.Cli.Inspect.Reports;

/// <summary>Makes text of strangers harmless in HTML.</summary>
internal static class Html
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public static string Text(string? text) => Encoder.Encode(text ?? "");

    /// <summary>A sentence of the checker, which speaks English.</summary>
    public static string English(string? text, CultureInfo language) =>
        string.IsNullOrEmpty(text) ? "" : language.TwoLetterISOLanguageName == "en" ? Text(text) : $"<span lang=\"en\">{Text(text)}</span>";
}
