using System.Collections.Concurrent;
using System.Diagnostics;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>PRB-09 on a clock that moves on only when every check sleeps or works, or all slots are taken: no figure depends on the machine.</summary>
public sealed class SchedulerLoadTests
{
    /// <summary>97 ms and a tick: the schedule waits for whole milliseconds, so that this timer is like none of its own.</summary>
    private static readonly TimeSpan Work = TimeSpan.FromTicks(970_001);

    private readonly FakeClock _clock = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<TimeSpan>> _starts = new();
    private readonly ConcurrentDictionary<string, bool> _running = new();
    private int _hanging;
    private int _overlaps;

    /// <summary>PRB-09: 60 checks a second, 20 at once, 5 hang to their limit: p99 start delay at most 2 s, none late by an interval, none twice at once.</summary>
    [Fact]
    public async Task Run_SixtyChecksAndFiveThatHang_StartInTime()
    {
        var checks = Checks("good", 55, "every: 1s, timeout: 20s") + Checks("hung", 5, "every: 1s, timeout: 3s");
        using var host = new ProbeHost(RunAsync, _clock, checks: checks, scheduler: true, concurrency: 20);

        await WatchAsync(host, checks: 60, slots: 20, every: TimeSpan.FromSeconds(1), hang: TimeSpan.FromSeconds(3), until: TimeSpan.FromSeconds(6));

        var delays = _starts.Where(check => IsGood(check.Key)).SelectMany(check => Delays(check.Value, TimeSpan.FromSeconds(1))).Order().ToList();
        delays.Count.ShouldBeGreaterThanOrEqualTo(55 * 5, "no run is missed");
        delays[(int)Math.Ceiling(delays.Count * 0.99) - 1].ShouldBeLessThanOrEqualTo(TimeSpan.FromSeconds(2), "p99");
        delays[^1].ShouldBeLessThan(TimeSpan.FromSeconds(1), "one slot of the schedule");
        _starts.Count(check => !IsGood(check.Key)).ShouldBe(5);
        SeeOutcomes(host);
    }

    /// <summary>PRB-09 for journeys, one at a time: a slow one delays another by one run of its own at most, whoever waits.</summary>
    [Fact]
    public async Task Run_SlowJourneyInTheOnlySlot_DelaysOthersByOneSlotAtMost()
    {
        var limit = TimeSpan.FromSeconds(4);
        var checks = Checks("good", 6, "every: 5s, timeout: 20s") + Checks("hung", 1, "every: 5s, timeout: 4s");
        using var host = new ProbeHost(RunAsync, _clock, checks: checks, scheduler: true, concurrency: 1);

        await WatchAsync(host, checks: 7, slots: 1, every: TimeSpan.FromSeconds(5), hang: limit, until: TimeSpan.FromSeconds(100));

        var good = _starts.Where(check => IsGood(check.Key)).ToList();
        good.Count.ShouldBe(6);
        good.ShouldAllBe(check => check.Value.Count >= 18, "no run is missed");
        good.SelectMany(check => Delays(check.Value, TimeSpan.FromSeconds(5))).Max().ShouldBeLessThanOrEqualTo(limit + (Work * 6));
        SeeOutcomes(host);
    }

    private static bool IsGood(string check) => check.StartsWith("good", StringComparison.Ordinal);

    private static string Checks(string name, int count, string terms) =>
        string.Concat(Enumerable.Range(0, count).Select(number => $"  {name}{number}: {{http: {{}}, {terms}}}\n"));

    /// <summary>How late each start is on the check's own grid, which begins with the earliest one. A missed run makes all later ones late.</summary>
    private static IEnumerable<TimeSpan> Delays(IEnumerable<TimeSpan> starts, TimeSpan every)
    {
        var grid = starts.Select((start, number) => start - (every * number)).ToList();
        return grid.Select(start => start - grid.Min());
    }

    private void SeeOutcomes(ProbeHost host)
    {
        _overlaps.ShouldBe(0, "runs of one check at once");
        foreach (var report in host.Reports.Where(report => report.Result.Reason != Reasons.Aborted))
        {
            var expected = IsGood(report.Definition.Name) ? (Outcome.Up, (string?)null) : (Outcome.Down, Reasons.Timeout);
            (report.Result.Outcome, report.Result.Reason).ShouldBe(expected, report.Definition.Name);
        }

        host.Reports.ShouldContain(report => report.Result.Reason == Reasons.Timeout);
    }

    private async Task<CheckResult> RunAsync(CheckRun run, CancellationToken token)
    {
        var name = run.Definition.Name;
        Interlocked.Add(ref _overlaps, _running.TryAdd(name, true) ? 0 : 1);
        _starts.GetOrAdd(name, _ => new()).Enqueue(_clock.Elapsed);
        try
        {
            await (IsGood(name) ? WorkAsync(token) : HangAsync(token));
            return CheckResult.Up();
        }
        finally
        {
            _running.TryRemove(name, out _);
        }
    }

    private async Task WorkAsync(CancellationToken token)
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = _clock.CreateTimer(_ => done.TrySetResult(), null, Work, Timeout.InfiniteTimeSpan);
        await done.Task.WaitAsync(token);
    }

    private async Task HangAsync(CancellationToken token)
    {
        Interlocked.Increment(ref _hanging);

        // Called while the clock rings, before anybody looks whether all is quiet; never taken back, or it might be missed.
        token.Register(() => Interlocked.Decrement(ref _hanging));
        await Task.Delay(Timeout.InfiniteTimeSpan, token);
    }

    /// <param name="every">No timer of a run but the limit of those that hang is as short as this.</param>
    /// <param name="hang">The limit of those that hang.</param>
    private async Task WatchAsync(ProbeHost host, int checks, int slots, TimeSpan every, TimeSpan hang, TimeSpan until)
    {
        await host.StartAsync();
        while (_clock.Elapsed < until)
        {
            await QuietAsync(() =>
                _clock.WaitingFor(asked => asked <= every || asked == hang) == checks
                || _clock.WaitingFor(asked => asked == Work) + Volatile.Read(ref _hanging) == slots);
            _clock.Advance(_clock.Next);
        }

        await host.StopAsync();
    }

    private static async Task QuietAsync(Func<bool> isQuiet)
    {
        var watch = Stopwatch.StartNew();
        for (var looks = 0; !isQuiet(); looks++)
        {
            watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(60), "checks that neither sleep nor run");
            await (looks < 100 ? Task.Run(() => { }) : Task.Delay(1));
        }
    }
}
