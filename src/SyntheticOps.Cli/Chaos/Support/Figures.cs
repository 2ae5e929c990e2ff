namespace SyntheticOps.Cli.Chaos.Support;

/// <summary>Figures of many measurements. Pure.</summary>
internal static class Figures
{
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToList();
        return sorted.Count == 0 ? double.NaN : sorted.Count % 2 == 1 ? sorted[sorted.Count / 2] : (sorted[(sorted.Count / 2) - 1] + sorted[sorted.Count / 2]) / 2;
    }

    /// <summary>Least squares: by how much each one is larger than the one before.</summary>
    public static double Slope(IReadOnlyList<double> values)
    {
        var (x, y) = ((values.Count - 1) / 2.0, values.Average());
        var above = values.Select((value, i) => (i - x) * (value - y)).Sum();
        var below = values.Select((_, i) => (i - x) * (i - x)).Sum();
        return below == 0 ? 0 : above / below;
    }
}
