using System.Globalization;
using System.Text.RegularExpressions;

namespace SyntheticOps.Gateway.Answers;

/// <summary>Section `Page:Colours`: the shop's own, as `#rrggbb`; what is left out stays as shipped.</summary>
public sealed partial class PageColours
{
    /// <summary>Ground, light and dark.</summary>
    public string Paper { get; set; } = "#fbf9f6";

    public string PaperDark { get; set; } = "#141210";

    /// <summary>Text.</summary>
    public string Ink { get; set; } = "#2a221d";

    public string InkDark { get; set; } = "#efe8df";

    /// <summary>The drawing and the expected time.</summary>
    public string Accent { get; set; } = "#8a4b1f";

    public string AccentDark { get; set; } = "#dda06b";

    /// <summary>Share of ink in the softer text; pause.css mixes it.</summary>
    private const double Soft = 0.74;

    internal string ToCss() =>
        $"@layer tokens{{:root{{--brand-paper:light-dark({Paper},{PaperDark});--brand-ink:light-dark({Ink},{InkDark});--brand-accent:light-dark({Accent},{AccentDark})}}}}";

    /// <summary>Every mistake: a form, or text that too many people could not read (WCAG 2.2, 1.4.3 and 1.4.11).</summary>
    internal IEnumerable<string> Check()
    {
        (string Key, string Value)[] all = [(nameof(Paper), Paper), (nameof(PaperDark), PaperDark), (nameof(Ink), Ink), (nameof(InkDark), InkDark), (nameof(Accent), Accent), (nameof(AccentDark), AccentDark)];
        var wrong = all.Where(colour => !Hex.IsMatch(colour.Value)).Select(colour => $"Page:Colours:{colour.Key}: '{colour.Value}' is not a colour such as #8a4b1f.").ToList();
        return wrong.Count > 0 ? wrong : CheckContrast("", Paper, Ink, Accent).Concat(CheckContrast("Dark", PaperDark, InkDark, AccentDark));
    }

    private static IEnumerable<string> CheckContrast(string suffix, string paper, string ink, string accent)
    {
        var (ground, text, mark) = (Parse(paper), Parse(ink), Parse(accent));
        var soft = (Mix(text.R, ground.R), Mix(text.G, ground.G), Mix(text.B, ground.B));
        if (Contrast(soft, ground) is var reading && reading < 4.5)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Page:Colours:Ink{suffix}: {ink} on {paper} gives a contrast of {reading:0.0} in the softer text; at least 4.5 is needed.");
        }

        if (Contrast(mark, ground) is var seeing && seeing < 3)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"Page:Colours:Accent{suffix}: {accent} on {paper} gives a contrast of {seeing:0.0}; at least 3 is needed.");
        }
    }

    private static double Mix(double ink, double paper) => (Soft * ink) + ((1 - Soft) * paper);

    private static (double R, double G, double B) Parse(string hex) =>
        (Part(hex, 1), Part(hex, 3), Part(hex, 5));

    private static double Part(string hex, int at) => int.Parse(hex.AsSpan(at, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) / 255d;

    private static double Contrast((double R, double G, double B) one, (double R, double G, double B) other)
    {
        var (a, b) = (Luminance(one), Luminance(other));
        return (Math.Max(a, b) + 0.05) / (Math.Min(a, b) + 0.05);
    }

    private static double Luminance((double R, double G, double B) colour) =>
        (0.2126 * Linear(colour.R)) + (0.7152 * Linear(colour.G)) + (0.0722 * Linear(colour.B));

    private static double Linear(double part) => part <= 0.04045 ? part / 12.92 : Math.Pow((part + 0.055) / 1.055, 2.4);

    [GeneratedRegex(@"\A#[0-9a-fA-F]{6}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Hex { get; }
}
