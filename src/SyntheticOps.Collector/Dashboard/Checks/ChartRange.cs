namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>How far the latency chart looks back.</summary>
public sealed record ChartRange(string Key, TimeSpan Step, int Count)
{
    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("1h", TimeSpan.FromMinutes(1), 60),
        new("24h", TimeSpan.FromMinutes(20), 72),
        new("7d", TimeSpan.FromHours(2), 84),
        new("30d", TimeSpan.FromHours(8), 90),
    ];

    public static ChartRange Of(string? key) => All.FirstOrDefault(range => range.Key == key) ?? All[1];
}
