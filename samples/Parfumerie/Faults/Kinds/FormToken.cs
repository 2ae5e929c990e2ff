using System.Net;
using System.Text.RegularExpressions;

namespace Parfumerie.Faults.Kinds;

/// <summary>Reads the antiforgery token of a form of ours, as a browser would send it.</summary>
internal static partial class FormToken
{
    public static string? Find(string page) => Field.Match(page) is { Success: true } match ? WebUtility.HtmlDecode(match.Groups[1].Value) : null;

    [GeneratedRegex("""<input[^>]*name="jeton"[^>]*value="([^"]+)""", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 100)]
    private static partial Regex Field { get; }
}
