using System.Globalization;
using System.Text;

namespace SyntheticOps.Collector.Dashboard.Slots;

/// <summary>Geometry of an uptime bar: the worse, the taller; a run of equal slots is one stroke that the stylesheet dashes.</summary>
public static class SlotPaths
{
    /// <summary>Letter, class and height of 24.</summary>
    private static readonly (char Letter, string Class, double Height)[] Kinds =
        [('u', "k-up", 14), ('d', "k-degraded", 19), ('x', "k-down", 24), ('n', "k-unknown", 14), ('m', "k-maintenance", 7), ('-', "k-none", 2)];

    public static int Width(string letters, bool days) => Math.Max(1, (letters.Length * Pitch(days)) - Gap(days));

    public static int Height(bool days) => days ? 32 : 24;

    /// <summary>One path a kind that occurs: its class and `d`.</summary>
    public static IEnumerable<(string Class, string Path)> Of(string letters, bool days)
    {
        foreach (var (letter, css, height) in Kinds)
        {
            var path = Strokes(letters, letter, Height(days) * (1 - (height / 48)), days);
            if (path.Length > 0)
            {
                yield return (css, path);
            }
        }
    }

    private static string Strokes(string letters, char letter, double y, bool days)
    {
        var path = new StringBuilder();
        for (var i = 0; i < letters.Length; i++)
        {
            if (letters[i] != letter)
            {
                continue;
            }

            var start = i;
            while (i + 1 < letters.Length && letters[i + 1] == letter)
            {
                i++;
            }

            path.Append(CultureInfo.InvariantCulture, $"M{start * Pitch(days)} {Math.Round(y, 1)}h{((i - start + 1) * Pitch(days)) - Gap(days)}");
        }

        return path.ToString();
    }

    private static int Pitch(bool days) => days ? 7 : 4;

    private static int Gap(bool days) => days ? 2 : 1;
}
