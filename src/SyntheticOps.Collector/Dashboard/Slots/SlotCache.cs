using System.Collections.Concurrent;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Dashboard.Slots;

/// <summary>
/// Counts of runs in equal slots that end now. Counting 30 days of a check that runs every 15 s reads 170,000 rows, so an
/// answer is kept for a twentieth of its step, 5 s to 10 min; the key space is the configured checks times a few ranges.
/// </summary>
internal sealed class SlotCache(ITelemetryReader telemetry, TimeProvider clock)
{
    private static readonly TimeSpan ShortestLife = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan LongestLife = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<(string Site, string Check, TimeSpan Step, int Count), Kept> _kept = new();

    public async Task<SlotSeries> GetAsync(string site, string check, TimeSpan step, int count, CancellationToken token)
    {
        var key = (site, check, step, count);
        var now = clock.GetUtcNow();
        if (_kept.TryGetValue(key, out var kept) && kept.Until > now)
        {
            return kept.Series;
        }

        var from = new DateTimeOffset(now.UtcTicks - (now.UtcTicks % step.Ticks), TimeSpan.Zero) - (step * (count - 1));
        var series = new SlotSeries(from, step, await telemetry.GetSlotsAsync(site, check, from, step, count, token));
        var life = TimeSpan.FromTicks(Math.Clamp(step.Ticks / 20, ShortestLife.Ticks, LongestLife.Ticks));
        _kept[key] = new Kept(series, now + life);
        return series;
    }

    private sealed record Kept(SlotSeries Series, DateTimeOffset Until);
}
