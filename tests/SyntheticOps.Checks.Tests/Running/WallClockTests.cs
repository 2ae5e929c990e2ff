using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>PRB-08: the wall clock may jump as it likes; schedule and durations keep to monotonic time.</summary>
public sealed class WallClockTests
{
    private const int Runs = 10;

    private static readonly TimeSpan Every = TimeSpan.FromSeconds(50);

    private readonly FakeClock _clock = new();
    private readonly ConcurrentQueue<TimeSpan> _starts = new();
    private readonly ConcurrentQueue<Activity> _roots = new();

    /// <summary>
    /// PRB-08: by an hour and a day, in steps of 2 ms, over both changes of summer time and the last leap second. The clock
    /// jumps before each run and again during it.
    /// </summary>
    [Theory]
    [InlineData(null, 3600)]
    [InlineData(null, -3600)]
    [InlineData(null, 86400)]
    [InlineData(null, -86400)]
    [InlineData(null, 0.002)]
    [InlineData(null, -0.002)]
    [InlineData("2026-03-29T00:58:00Z", 0)]
    [InlineData("2026-10-25T00:58:00Z", 0)]
    [InlineData("2016-12-31T23:58:00Z", -1)]
    [InlineData("2028-02-28T23:58:00Z", 0)]
    public async Task Run_WallClockJumps_KeepsIntervalsAndDurations(string? date, double seconds)
    {
        if (date is not null)
        {
            _clock.SetWall(DateTimeOffset.Parse(date, CultureInfo.InvariantCulture));
        }

        var jump = TimeSpan.FromSeconds(seconds);
        using var host = Host(jump);
        await host.StartAsync();
        for (var i = 0; i < Runs; i++)
        {
            await AsleepAsync();
            _clock.SetBack(-jump);
            _clock.Advance(_clock.Next);
            await Wait.ForAsync(() => host.Reports.Count == i + 1, $"run {i + 1}");
        }

        await AsleepAsync();
        await host.StopAsync();

        var starts = _starts.ToArray();
        starts.Length.ShouldBe(Runs, "no catch-up runs, and no silence");
        foreach (var (earlier, later) in starts.Zip(starts.Skip(1)))
        {
            ((later - earlier) / Every).ShouldBeInRange(0.95, 1.05);
        }

        host.Reports.ShouldAllBe(report => report.Duration >= TimeSpan.Zero && report.Duration < TimeSpan.FromSeconds(1));
        host.Reports.ShouldAllBe(report => report.StartedAt.Offset == TimeSpan.Zero && report.Result.Outcome == Outcome.Up);
        _roots.ShouldAllBe(root => root.Duration > TimeSpan.Zero && root.Duration < TimeSpan.FromSeconds(1));
        double?[] skews = [.. _roots.Select(root => (double?)root.GetTagItem(SyntheticTelemetry.Attributes.ClockSkew))];
        skews[0].ShouldBe(Math.Abs(seconds) < 1 ? null : seconds, "it was set during the run");
        skews[1..].ShouldAllBe(skew => skew == (Math.Abs(seconds) < 1 ? null : 2 * seconds), "it was set before the run and during it");
    }

    /// <summary>PRB-08: after a day of sleep of the whole machine, when monotonic time jumps too, one late run and one to catch up.</summary>
    [Fact]
    public async Task Run_MachineSleptADay_CatchesUpOnce()
    {
        using var host = Host(TimeSpan.Zero);
        await host.StartAsync();
        await AsleepAsync();
        _clock.Advance(_clock.Next);
        await Wait.ForAsync(() => host.Reports.Count == 1, "the first run");
        await AsleepAsync();
        _clock.Advance(TimeSpan.FromDays(1));
        await Wait.ForAsync(() => host.Reports.Count == 3, "the late run and one more");
        await AsleepAsync();
        _clock.Advance(_clock.Next);
        await Wait.ForAsync(() => host.Reports.Count == 4, "the next run");
        await AsleepAsync();
        await host.StopAsync();

        var starts = _starts.ToArray();
        (starts[1] - starts[0]).ShouldBe(TimeSpan.FromDays(1));
        starts[2].ShouldBe(starts[1]);
        ((starts[3] - starts[2]) / Every).ShouldBeInRange(0.95, 1.05);
        starts.Length.ShouldBe(4);
    }

    /// <summary>PRB-08: the note of a run that was cut off is from tomorrow, because the wall clock was set back in between.</summary>
    [Fact]
    public async Task Start_UnfinishedRunIsFromTheFuture_HasNoNegativeDuration()
    {
        const string Run = "4bf92f3577b34da6a3ce929d0e0e4737";
        await using var receiver = await Receiver.StartAsync();
        Activity? told = null;
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == SyntheticTelemetry.RunSource,
            ActivityStopped = activity =>
            {
                if (activity.TraceId.ToHexString() == Run)
                {
                    told = activity;
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        using var host = new ProbeHost((_, _) => Task.FromResult(CheckResult.Up()), _clock, receiver.Url, "  home: {tls: {}}", scheduler: true);
        Directory.CreateDirectory(Path.Combine(host.Data, "running"));
        await File.WriteAllTextAsync(Path.Combine(host.Data, "running", Run + ".json"), $$"""
            {"RunId":"{{Run}}","Check":"home","Type":"http","Site":"shop","Url":"https://shop.example/","Trigger":"schedule","Attempt":1,"StartedAt":"{{_clock.GetUtcNow().AddDays(1):O}}","Timeout":"00:00:10"}
            """, TestContext.Current.CancellationToken);

        await host.StartAsync();
        await Wait.ForAsync(() => !receiver.Requests.IsEmpty, "the aborted run");
        await host.StopAsync();

        told.ShouldNotBeNull().Duration.ShouldBeInRange(TimeSpan.FromTicks(1), TimeSpan.FromSeconds(1));
    }

    /// <summary>Its timeout and grace (20 s, 22 s) are unlike any wait of the schedule, so that its timers can be told apart.</summary>
    private ProbeHost Host(TimeSpan jump) => new(
        (_, _) =>
        {
            _starts.Enqueue(_clock.Elapsed);
            _roots.Enqueue(Activity.Current!);
            _clock.SetBack(-jump);
            return Task.FromResult(CheckResult.Up());
        },
        _clock,
        checks: "  home: {http: {}, every: 50s, timeout: 20s}",
        scheduler: true);

    /// <summary>Done when the check waits for its turn: at first 10 s at the most, later the interval.</summary>
    private Task AsleepAsync() => Wait.ForAsync(
        () => _clock.WaitingFor(asked => asked < TimeSpan.FromSeconds(15) || (asked > TimeSpan.FromSeconds(40) && asked < TimeSpan.FromSeconds(55))) == 1, "the check to sleep");
}
