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
    public int Waiting
    {
        get
        {
            lock (_gate)
            {
                return _alarms.Count(alarm => alarm.Due is not null);
            }
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

    private sealed class Alarm(FakeClock clock, Action ring) : ITimer
    {
        public long? Due { get; set; }

        public Action Ring { get; } = ring;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            Due = dueTime == Timeout.InfiniteTimeSpan ? null : clock.GetTimestamp() + dueTime.Ticks;
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
