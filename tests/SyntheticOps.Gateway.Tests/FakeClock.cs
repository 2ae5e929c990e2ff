namespace SyntheticOps.Gateway.Tests;

/// <summary>A clock that the test moves; timers fire within <see cref="Advance"/>.</summary>
internal sealed class FakeClock(DateTimeOffset now) : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<FakeTimer> _timers = [];
    private DateTimeOffset _now = now;
    private TimeSpan _jumped;

    public static FakeClock AtNoon() => new(new DateTimeOffset(2026, 11, 25, 12, 0, 0, TimeSpan.Zero));

    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate)
        {
            return _now + _jumped;
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Time that passed, whatever the wall clock was set to.</summary>
    private DateTimeOffset Steady
    {
        get
        {
            lock (_gate)
            {
                return _now;
            }
        }
    }

    public override long GetTimestamp() => Steady.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new FakeTimer(this, () => callback(state));
        timer.Change(dueTime, period);
        lock (_gate)
        {
            _timers.Add(timer);
        }

        return timer;
    }

    /// <summary>The wall clock is set; no time passes and no timer fires.</summary>
    public void Jump(TimeSpan by)
    {
        lock (_gate)
        {
            _jumped += by;
        }
    }

    public void Advance(TimeSpan by)
    {
        FakeTimer[] timers;
        lock (_gate)
        {
            _now += by;
            _timers.RemoveAll(timer => timer.IsDisposed);
            timers = [.. _timers];
        }

        foreach (var timer in timers)
        {
            timer.FireIfDue();
        }
    }

    private sealed class FakeTimer(FakeClock clock, Action fire) : ITimer
    {
        private DateTimeOffset? _due;

        public bool IsDisposed { get; private set; }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.Steady + dueTime;
            return true;
        }

        public void FireIfDue()
        {
            if (_due <= clock.Steady)
            {
                _due = null;
                fire();
            }
        }

        public void Dispose() => (_due, IsDisposed) = (null, true);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
