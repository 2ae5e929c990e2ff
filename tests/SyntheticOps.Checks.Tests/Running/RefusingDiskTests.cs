using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using SyntheticOps.ServiceDefaults.Hosting;

namespace SyntheticOps.Checks.Tests.Running;

/// <summary>PRB-05 for a whole probe.</summary>
public sealed class RefusingDiskTests
{
    private const string Checks = "  home: {http: {}, every: 10s}";

    private static Task<CheckResult> UpAsync(CheckRun run, CancellationToken token) => Task.FromResult(CheckResult.Up());

    /// <summary>PRB-05: it runs on, says `delivery degraded` on stderr and health, and tells the gap once the disk is back.</summary>
    [Fact]
    public async Task Run_DiskRefuses_GoesOnSaysSoAndTellsTheGap()
    {
        await using var receiver = await Receiver.StartAsync();
        var clock = new FakeClock();
        using var errors = new StandardError();
        using var host = new ProbeHost(UpAsync, clock, receiver.Url, Checks, scheduler: true, console: true);
        await host.StartAsync();
        await UntilAsync(clock, () => !receiver.Requests.IsEmpty, "a first result");
        (await HealthAsync(host)).Status.ShouldBe(HealthStatus.Healthy);

        var folder = Path.Combine(host.Data, "spool");
        Directory.Move(folder, folder + ".away");
        await File.WriteAllTextAsync(folder, "", TestContext.Current.CancellationToken);
        var before = host.Reports.Count;
        await UntilAsync(clock, () => host.Reports.Count >= before + 4, "runs go on");

        var (status, said) = await HealthAsync(host);
        status.ShouldBe(HealthStatus.Degraded);
        said.ShouldNotBeNull().ShouldStartWith("delivery degraded: ");
        await Wait.ForAsync(() => errors.Text.Contains("Delivery degraded: the result of run ", StringComparison.Ordinal), "a line on stderr");
        errors.Text.ShouldNotContain("The loop of the check");

        File.Delete(folder);
        Directory.Move(folder + ".away", folder);
        await UntilAsync(clock, () => receiver.Requests.Any(request => Holds(request.Body, "results_dropped")), "the gap");

        (await HealthAsync(host)).Status.ShouldBe(HealthStatus.Healthy);
        var stop = host.StopAsync();
        await UntilAsync(clock, () => stop.IsCompleted, "the end");
        await stop;
    }

    /// <summary>PRB-05: two processes on one spool.</summary>
    [Fact]
    public async Task Start_SecondProbeOnTheSameSpool_RefusesWithExitCode3()
    {
        await using var receiver = await Receiver.StartAsync();
        using var first = new ProbeHost(UpAsync, endpoint: receiver.Url, scheduler: true);
        await first.StartAsync();
        using var second = new ProbeHost(UpAsync, endpoint: receiver.Url, scheduler: true, folder: first.Folder);

        var refusal = await Should.ThrowAsync<StartupException>(() => second.StartAsync());

        refusal.ExitCode.ShouldBe(3);
        refusal.Message.ShouldContain(" is in use by another process");
        await first.StopAsync();
    }

    private static bool Holds(byte[] body, string text) => System.Text.Encoding.Latin1.GetString(body).Contains(text, StringComparison.Ordinal);

    private static async Task<(HealthStatus Status, string? Said)> HealthAsync(ProbeHost host)
    {
        var report = await host.Host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync(TestContext.Current.CancellationToken);
        return (report.Entries["delivery"].Status, report.Entries["delivery"].Description);
    }

    /// <summary>Lets time go by, a second in 10 ms.</summary>
    private static async Task UntilAsync(FakeClock clock, Func<bool> condition, string what)
    {
        for (var i = 0; !condition(); i++)
        {
            i.ShouldBeLessThan(6000, what);
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }
}
