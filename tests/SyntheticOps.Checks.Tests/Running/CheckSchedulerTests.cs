using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checks.Tests.Running;

public sealed class CheckSchedulerTests
{
    [Fact]
    public async Task Run_DownThenUp_RechecksQuicklyAndReturnsToTheInterval()
    {
        var clock = new FakeClock();
        var runs = 0;
        using var host = new ProbeHost(
            (_, _) => Task.FromResult(Interlocked.Increment(ref runs) is 2 or 3 ? CheckResult.Down(Reasons.Timeout, Saying.Text("No.")) : CheckResult.Up()),
            clock,
            checks: "  home: {http: {}, every: 60s, confirm: {recheck: 5s}}",
            scheduler: true);
        await host.StartAsync();

        await RunsAsync(clock, host, TimeSpan.FromSeconds(10), 1);
        clock.SetBack(TimeSpan.FromDays(1));
        await RunsAsync(clock, host, TimeSpan.FromSeconds(60), 2);
        await RunsAsync(clock, host, TimeSpan.FromSeconds(5), 3);
        await RunsAsync(clock, host, TimeSpan.FromSeconds(5), 4);
        await RunsAsync(clock, host, TimeSpan.FromSeconds(60), 5);
        await host.StopAsync();

        host.Reports.Select(report => (report.Trigger, report.Attempt)).ShouldBe(
            [("schedule", 1), ("schedule", 1), ("recheck", 2), ("recheck", 3), ("schedule", 1)]);
    }

    /// <summary>Each attempt is a run of its own; a pass after a failure is flaky and names the run that failed.</summary>
    [Fact]
    public async Task Run_PassAfterAFailure_IsFlakyAndBothAttemptsAreSeen()
    {
        var clock = new FakeClock();
        var runs = 0;
        using var host = new ProbeHost(
            (_, _) => Task.FromResult(Interlocked.Increment(ref runs) == 1 ? CheckResult.Down(Reasons.Timeout, Saying.Text("No.")) : CheckResult.Up()),
            clock,
            checks: "  home: {http: {}, every: 60s, retry: {at-most: 1, wait: 2s}}",
            scheduler: true);
        await host.StartAsync();

        await RunsAsync(clock, host, TimeSpan.FromSeconds(10), 1);
        await RunsAsync(clock, host, TimeSpan.FromSeconds(2), 2);
        await host.StopAsync();

        var (failed, passed) = (host.Reports.First(), host.Reports.Last());
        (failed.Attempt, failed.Result.Outcome, failed.Result.Reason).ShouldBe((1, Outcome.Down, Reasons.Timeout));
        (passed.Attempt, passed.Result.Outcome, passed.Result.Reason).ShouldBe((2, Outcome.Degraded, Reasons.Flaky));
        var finding = passed.Result.Findings.ShouldHaveSingleItem();
        finding.Code.ShouldBe("flaky");
        finding.Args.Take(2).ShouldBe(["1", failed.RunId]);
    }

    [Fact]
    public async Task Run_MoreChecksThanSlots_NeverMoreThanAllowedAndNoneTwice()
    {
        var (now, most, gate) = (0, 0, new Lock());
        var names = new HashSet<string>();
        // Runs begin by chance within a quarter of the interval: the first waits for a second one.
        var both = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = new ProbeHost(
            async (run, token) =>
            {
                lock (gate)
                {
                    most = Math.Max(most, ++now);
                    names.Add(run.Definition.Name).ShouldBeTrue();
                    _ = now == 2 && both.TrySetResult();
                }

                await both.Task.WaitAsync(token);
                await Task.Delay(20, token);
                lock (gate)
                {
                    now--;
                    names.Remove(run.Definition.Name);
                }

                return CheckResult.Up();
            },
            checks: string.Concat(Enumerable.Range(0, 8).Select(number => $"  c{number}: {{http: {{}}, every: 1s}}\n")),
            scheduler: true);

        await host.StartAsync();
        await Wait.ForAsync(() => host.Reports.Select(report => report.Definition.Name).Distinct().Count() == 8, "each check once");
        await host.StopAsync();

        most.ShouldBe(2);
        host.Reports.ShouldAllBe(report => report.Result.Outcome == Outcome.Up || report.Result.Reason == Reasons.Aborted);
    }

    [Fact]
    public async Task Start_UnknownLocation_RefusesWithExitCode2()
    {
        using var host = new ProbeHost((_, _) => Task.FromResult(CheckResult.Up()), scheduler: true, location: "paris");

        var refusal = await Should.ThrowAsync<StartupException>(() => host.StartAsync());

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("SYNOPS_LOCATION=paris");
        refusal.Message.ShouldContain("it lists local");
    }

    [Fact]
    public async Task Start_BrokenFile_RefusesWithAllMistakes()
    {
        using var host = new ProbeHost((_, _) => Task.FromResult(CheckResult.Up()), checks: "  home: {htp: {}, evry: 1s}");

        var refusal = await Should.ThrowAsync<StartupException>(() => host.StartAsync());

        refusal.ExitCode.ShouldBe(2);
        refusal.Message.ShouldContain("did you mean 'http'");
        refusal.Message.ShouldContain("did you mean 'every'");
    }

    private static async Task RunsAsync(FakeClock clock, ProbeHost host, TimeSpan by, int count)
    {
        // The loop must have set its timer before time moves.
        await Wait.ForAsync(() => clock.Waiting > 0, "a timer");
        host.Reports.Count.ShouldBe(count - 1);
        clock.Advance(by);
        await Wait.ForAsync(() => host.Reports.Count == count, $"run {count}");
    }
}
