namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Nanoseconds since 1970, UTC, to and from .NET's 100 ns ticks.</summary>
public static class UnixNano
{
    private const long PerTick = 100;

    public static long From(DateTimeOffset time)
    {
        var ticks = (time - DateTimeOffset.UnixEpoch).Ticks;
        return Math.Clamp(ticks, long.MinValue / PerTick, long.MaxValue / PerTick) * PerTick;
    }

    public static DateTimeOffset ToTime(long nano) => DateTimeOffset.UnixEpoch.AddTicks(nano / PerTick);
}
