using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Counts runs into equal slots. A run in maintenance counts as maintenance only, whatever its outcome. Pure.</summary>
internal sealed class SlotCounter(DateTimeOffset from, TimeSpan step, int count)
{
    private const double NanoPerSecond = 1e9;

    private readonly int[,] _counts = new int[count, 5];
    private readonly List<double>?[] _seconds = new List<double>?[count];

    public void Add(SlotRow row)
    {
        var slot = (UnixNano.ToTime(row.StartNano) - from).Ticks / step.Ticks;
        if (slot < 0 || slot >= count)
        {
            return;
        }

        _counts[slot, row.Maintenance ? 4 : (int)(Wire.ParseOutcome(row.Outcome) ?? Outcome.Unknown)]++;
        (_seconds[slot] ??= []).Add(row.DurationNano / NanoPerSecond);
    }

    public IReadOnlyList<RunSlot> ToSlots() => [.. Enumerable.Range(0, count).Select(slot => new RunSlot(
        from + (step * slot),
        _counts[slot, (int)Outcome.Up],
        _counts[slot, (int)Outcome.Degraded],
        _counts[slot, (int)Outcome.Down],
        _counts[slot, (int)Outcome.Unknown],
        _counts[slot, 4],
        Percentile(_seconds[slot], 0.50),
        Percentile(_seconds[slot], 0.95)))];

    /// <summary>Nearest rank.</summary>
    private static double? Percentile(List<double>? values, double share)
    {
        if (values is null)
        {
            return null;
        }

        values.Sort();
        return values[Math.Max(0, (int)Math.Ceiling(share * values.Count) - 1)];
    }
}

/// <summary>What a slot needs of a run.</summary>
internal sealed record SlotRow
{
    public long StartNano { get; init; }

    public string Outcome { get; init; } = "";

    public long DurationNano { get; init; }

    public bool Maintenance { get; init; }
}
