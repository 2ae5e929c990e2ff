using System.Text.RegularExpressions;

namespace SyntheticOps.Checks.Words;

/// <summary>Figures as French writes them: decimal commas, units set apart, days before months.</summary>
internal static partial class Figures
{
    private const string Space = "\u00A0";

    private static readonly Dictionary<string, string> Units = new(StringComparer.Ordinal)
    {
        ["ms"] = "ms",
        ["s"] = "s",
        ["m"] = "min",
        ["h"] = "h",
        ["d"] = "j",
        ["day"] = "jour",
        ["days"] = "jours",
        ["hour"] = "heure",
        ["hours"] = "heures",
        ["%"] = "%",
    };

    /// <summary>`90s` is « 90 s », `2026-03-01` is « 01/03/2026 »; anything else stays as it is.</summary>
    public static string French(string text) =>
        Amount().Match(text) is { Success: true } amount ? $"{amount.Groups[1].Value.Replace('.', ',')}{Space}{Units[amount.Groups[2].Value]}"
        : Moment().Match(text) is { Success: true } at ? $"{at.Groups[3].Value}/{at.Groups[2].Value}/{at.Groups[1].Value}{Hour(at)}"
        : text;

    private static string Hour(Match at) => at.Groups[4].Success ? $" à {at.Groups[4].Value} UTC" : "";

    [GeneratedRegex(@"^([0-9]{1,15}(?:\.[0-9]{1,15})?) ?(ms|s|m|h|days?|hours?|d|%)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Amount();

    /// <summary>A day, or a time in UTC.</summary>
    [GeneratedRegex(@"^([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:Z| UTC))?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Moment();
}
