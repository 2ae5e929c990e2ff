using System.Collections.Concurrent;

namespace SyntheticOps.Checks.Tests.Spooling;

/// <summary>Waits are over at once and written down; the limits of a request and of a flush stay real. The wall clock stands still.</summary>
internal sealed class QuickClock : TimeProvider
{
    /// <summary>For a flush: longer than any test takes, and no wait of the sender's.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    private static readonly TimeSpan RequestLimit = TimeSpan.FromSeconds(30);

    private readonly ConcurrentQueue<TimeSpan> _waits = new();

    public IReadOnlyList<TimeSpan> Waits => [.. _waits];

    public override DateTimeOffset GetUtcNow() => new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var isLimit = dueTime == Deadline || dueTime == RequestLimit || dueTime == Timeout.InfiniteTimeSpan;
        if (!isLimit)
        {
            _waits.Enqueue(dueTime);
        }

        return base.CreateTimer(callback, state, isLimit ? dueTime : TimeSpan.Zero, period);
    }
}
