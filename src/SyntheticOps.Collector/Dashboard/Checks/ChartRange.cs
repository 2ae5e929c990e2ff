using SyntheticOps.Collector.Dashboard.Slots;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>How far the latency chart looks back.</summary>
public sealed record ChartRange(string Key, TimeSpan Step, int Count)
{
    private const int FewHours = 3;

    public static IReadOnlyList<ChartRange> All { get; } =
    [
        new("1h", TimeSpan.FromMinutes(1), 60),
        new("24h", TimeSpan.FromMinutes(20), 72),
        new("7d", TimeSpan.FromHours(2), 84),
        new("30d", TimeSpan.FromHours(8), 90),
    ];

    /// <summary>The range that was asked for; else a day, or an hour while there are only a few hours to show.</summary>
    /// <param name="day">The last 24 hours, a slot an hour.</param>
    public static ChartRange Of(string? key, SlotSeries day) =>
        All.FirstOrDefault(range => range.Key == key) ?? (day.Slots.Count(slot => slot.P95 is not null) <= FewHours ? All[0] : All[1]);
}
