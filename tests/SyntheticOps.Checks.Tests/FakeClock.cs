namespace SyntheticOps.Checks.Tests;

/// <summary>A clock that stands still until it is told to advance; its timers then fire on the caller's thread.</summary>
internal sealed class FakeClock : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<Alarm> _alarms = [];
    private DateTimeOffset _now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private long _ticks;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>Timers that wait.</summary>
    public int Waiting => WaitingFor(_ => true);

    /// <summary>How far away the next timer is; zero when none waits.</summary>
    public TimeSpan Next
    {
        get
        {
            lock (_gate)
            {
                return TimeSpan.FromTicks(Math.Max(0, (_alarms.Min(alarm => alarm.Due) ?? _ticks) - _ticks));
            }
        }
    }

    /// <summary>Since the clock was made.</summary>
    public TimeSpan Elapsed => TimeSpan.FromTicks(GetTimestamp());

    /// <summary>Timers that wait and were set to such a time.</summary>
    public int WaitingFor(Func<TimeSpan, bool> asked)
    {
        lock (_gate)
        {
            return _alarms.Count(alarm => alarm.Due is not null && asked(alarm.Asked));
        }
    }

    public override DateTimeOffset GetUtcNow() => _now;

    public override long GetTimestamp() => Interlocked.Read(ref _ticks);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var alarm = new Alarm(this, () => callback(state));
        alarm.Change(dueTime, period);
        lock (_gate)
        {
            _alarms.Add(alarm);
        }

        return alarm;
    }

    public void Advance(TimeSpan by)
    {
        Interlocked.Add(ref _ticks, by.Ticks);
        _now += by;
        Alarm[] due;
        lock (_gate)
        {
            due = [.. _alarms.Where(alarm => alarm.Due <= _ticks)];
            foreach (var alarm in due)
            {
                alarm.Due = null;
            }
        }

        foreach (var alarm in due)
        {
            alarm.Ring();
        }
    }

    /// <summary>Moves the wall clock only, as an operator or NTP does.</summary>
    public void SetBack(TimeSpan by) => _now -= by;

    /// <summary>The same, to a given time.</summary>
    public void SetWall(DateTimeOffset now) => _now = now;

    private sealed class Alarm(FakeClock clock, Action ring) : ITimer
    {
        public long? Due { get; set; }

        public TimeSpan Asked { get; private set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (clock._gate)
            {
                (Asked, Due) = (dueTime, dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetTimestamp() + dueTime.Ticks);
            }

            return true;
        }

        public void Dispose()
        {
            lock (clock._gate)
            {
                clock._alarms.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
