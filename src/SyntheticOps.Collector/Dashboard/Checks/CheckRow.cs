using SyntheticOps.Collector.Dashboard.Slots;
using SyntheticOps.Collector.Dashboard.Watch;

namespace SyntheticOps.Collector.Dashboard.Checks;

/// <summary>A check in a list.</summary>
/// <param name="Recent">One slot an interval, 60 of them.</param>
/// <param name="Day">One slot an hour, 24 of them.</param>
public sealed record CheckRow(CheckStatus Status, SlotSeries Recent, SlotSeries Day)
{
    /// <summary>p95 of the last hour that has one.</summary>
    public double? P95 => Day.Slots.LastOrDefault(slot => slot.P95 is not null)?.P95;

    public IReadOnlyList<double?> Trend => [.. Day.Slots.Select(slot => slot.P95)];
}
