namespace SyntheticOps.Collector.Tests.Dashboard;

/// <summary>The system's clock, moved: time passes for expiry while timers run as always.</summary>
internal sealed class ShiftedClock : TimeProvider
{
    public TimeSpan Ahead { get; set; }

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
}
