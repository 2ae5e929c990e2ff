using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Slots;

/// <summary>Runs of a check in equal slots.</summary>
public sealed record SlotSeries(DateTimeOffset From, TimeSpan Step, IReadOnlyList<RunSlot> Slots)
{
    public DateTimeOffset To => From + (Step * Slots.Count);

    /// <summary>One letter a slot, the worst of it: u d x n m and - for no run.</summary>
    public string Letters => string.Concat(Slots.Select(LetterOf));

    /// <summary>The same for slots of a day, where one failed run of thousands is not the day: down from 5 % of the verdicts on.</summary>
    public string DayLetters => string.Concat(Slots.Select(slot => LetterOf(slot) switch
    {
        'x' when slot.Down < 0.05 * (slot.Up + slot.Degraded + slot.Down) => 'd',
        'd' when slot.Degraded < 0.01 * (slot.Up + slot.Degraded) => 'u',
        'm' when slot.Maintenance < 0.05 * (slot.Up + slot.Maintenance) => 'u',
        var letter => letter,
    }));

    /// <summary>Share of verdicts that are not down; unknown and maintenance are no verdicts. Null without one.</summary>
    public double? Uptime
    {
        get
        {
            long good = Slots.Sum(slot => slot.Up + slot.Degraded);
            long down = Slots.Sum(slot => slot.Down);
            return good + down == 0 ? null : (double)good / (good + down);
        }
    }

    public int Runs => Slots.Sum(slot => slot.Up + slot.Degraded + slot.Down + slot.Unknown + slot.Maintenance);

    /// <summary>Sums the slots of several checks over the same time; latencies are left out.</summary>
    public static SlotSeries Sum(IReadOnlyList<SlotSeries> series) => series[0] with
    {
        Slots = [.. Enumerable.Range(0, series.Min(one => one.Slots.Count)).Select(i => new RunSlot(
            series[0].Slots[i].From,
            series.Sum(one => one.Slots[i].Up),
            series.Sum(one => one.Slots[i].Degraded),
            series.Sum(one => one.Slots[i].Down),
            series.Sum(one => one.Slots[i].Unknown),
            series.Sum(one => one.Slots[i].Maintenance),
            null,
            null))],
    };

    private static char LetterOf(RunSlot slot) => slot switch
    {
        { Down: > 0 } => 'x',
        { Degraded: > 0 } => 'd',
        { Maintenance: > 0 } => 'm',
        { Up: > 0 } => 'u',
        { Unknown: > 0 } => 'n',
        _ => '-',
    };
}
