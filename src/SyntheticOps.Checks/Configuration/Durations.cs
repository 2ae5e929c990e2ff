using System.Globalization;

namespace SyntheticOps.Checks.Configuration;

/// <summary>Durations as a person writes them: a number and one of the units ms, s, m, h, d.</summary>
public static class Durations
{
    private const double MaximumSeconds = 3650d * 86400;

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("s", 1), ("m", 60), ("h", 3600), ("d", 86400)];

    /// <summary>Null for anything else than such a duration of at most ten years.</summary>
    public static TimeSpan? Parse(string text)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return number * seconds <= MaximumSeconds ? TimeSpan.FromSeconds(number * seconds) : null;
            }
        }

        return null;
    }

    /// <summary>The shortest exact form: 90s is `90s`, 3600s is `1h`.</summary>
    public static string Format(TimeSpan span)
    {
        foreach (var (unit, seconds) in Units.Reverse())
        {
            var number = span.TotalSeconds / seconds;
            if (number >= 1 && Math.Abs(number - Math.Round(number)) < 1e-9)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Round(number)}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{span.TotalMilliseconds:0.###}ms");
    }
}
