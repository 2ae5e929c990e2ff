using System.Collections.Concurrent;

namespace SyntheticOps.Checks.Running;

/// <summary>
/// Notices that the wall clock was set. Wall and monotonic clock are slewed alike (adjtime(3)), so that only a step moves one
/// against the other; the schedule and every duration keep to the monotonic one, and the times of a run are of the wall clock.
/// </summary>
internal sealed class ClockWatch(TimeProvider clock)
{
    /// <summary>Smaller steps matter to nobody.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    /// <summary>A clock that nothing disciplines may go wrong by this share of the time.</summary>
    private const double Drift = 0.001;

    private readonly ConcurrentDictionary<string, Reading> _last = new(StringComparer.Ordinal);

    /// <summary>Both clocks now.</summary>
    public Reading Look() => new(clock.GetUtcNow(), clock.GetTimestamp());

    /// <summary>How far the wall clock was set, forward or back, since the last run of this check ended; since this one began, when it is the first. Null when it was not.</summary>
    public TimeSpan? SkewOf(string check, Reading began)
    {
        var now = Look();
        var since = _last.GetValueOrDefault(check, began);
        _last[check] = now;
        var passed = clock.GetElapsedTime(since.Monotonic, now.Monotonic);
        var skew = now.Wall - since.Wall - passed;
        return skew.Duration() >= Least + (passed * Drift) ? skew : null;
    }

    internal readonly record struct Reading(DateTimeOffset Wall, long Monotonic);
}
