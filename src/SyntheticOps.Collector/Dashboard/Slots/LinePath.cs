using System.Globalization;
using System.Text;

namespace SyntheticOps.Collector.Dashboard.Slots;

/// <summary>Geometry of lines over time: where there is no value there is no line.</summary>
public static class LinePath
{
    /// <summary>A path over x = 0, dx, 2dx, ...; a value of <paramref name="top"/> is at y = 0, zero at <paramref name="height"/>.</summary>
    public static string Of(IReadOnlyList<double?> values, double top, double height, double dx, double inset = 0)
    {
        var path = new StringBuilder();
        var pen = 'M';
        for (var i = 0; i < values.Count; i++)
        {
            if (values[i] is not { } value)
            {
                pen = 'M';
                continue;
            }

            var y = inset + ((height - (2 * inset)) * (1 - (top <= 0 ? 0 : Math.Min(1, value / top))));
            path.Append(CultureInfo.InvariantCulture, $"{pen}{Math.Round(i * dx, 1)} {Math.Round(y, 1)}");
            if (pen == 'M' && (i + 1 == values.Count || values[i + 1] is null))
            {
                path.Append('h').Append(Math.Max(1, dx / 4).ToString("0.##", CultureInfo.InvariantCulture)); // a lone value is a dash
            }

            pen = 'L';
        }

        return path.ToString();
    }

    /// <summary>The smallest 4 x (1, 2, 2.5 or 5 times a power of ten) that holds the value.</summary>
    public static double NiceTop(double value)
    {
        if (value <= 0)
        {
            return 4;
        }

        var power = Math.Pow(10, Math.Floor(Math.Log10(value / 4)));
        return new[] { 1, 2, 2.5, 5, 10 }.Select(step => 4 * step * power).First(top => top >= value * 0.9999);
    }
}
