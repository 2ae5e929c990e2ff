using Microsoft.Extensions.Diagnostics.HealthChecks;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Browser;

public sealed class BrowserHostTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_NoBrowser_IsUnknownAndSaysWhatToSet()
    {
        await using var host = BrowserFixture.NewHost(new BrowserSettings { Path = "/nowhere/chromium", AllowNoSandbox = true });

        var ran = await JourneyRuns.RunAsync(host, new Uri("http://127.0.0.1:1"), "name: N\nsteps: [{open: /}]", token: Token);

        (ran.Result.Outcome, ran.Result.Reason).ShouldBe((Outcome.Unknown, Reasons.NoBrowser));
        ran.Result.Message!.ShouldContain("SYNOPS_BROWSER");
        var health = await new BrowserHealth(new BrowserSettings { Path = "/nowhere/chromium" }).CheckHealthAsync(new HealthCheckContext(), Token);
        health.Status.ShouldBe(HealthStatus.Unhealthy);
        health.Description!.ShouldStartWith("no_browser: ");
    }

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    [InlineData(false, true, false)]
    public void Refusal_RootWithoutConsent_Refuses(bool isRoot, bool allowed, bool refused)
    {
        var refusal = Sandbox.Refusal(new BrowserSettings { AllowNoSandbox = allowed }, isRoot);

        (refusal is not null).ShouldBe(refused);
        (refusal ?? "SYNOPS_ALLOW_NO_SANDBOX=1").ShouldContain("SYNOPS_ALLOW_NO_SANDBOX=1");
    }

    [Fact]
    public async Task LeaseAsync_EnoughRuns_ReplacesTheBrowserAndEndsTheOldOne()
    {
        BrowserFixture.SkipWithoutBrowser();
        var folder = Directory.CreateTempSubdirectory("browsers").FullName;
        await using var host = BrowserFixture.NewHost(BrowserFixture.Settings with { RunsPerBrowser = 2, StateFolder = folder });
        var pids = new List<int?>();
        for (var i = 0; i < 3; i++)
        {
            await using var lease = (await host.LeaseAsync(Token)).Lease!;
            pids.Add(lease.Pid);
            if (i == 0 && OperatingSystem.IsLinux())
            {
                var line = (await File.ReadAllTextAsync($"/proc/{lease.Pid}/cmdline", Token)).Replace('\0', ' ');
                foreach (var flag in (string[])["--disable-web-security", "--remote-debugging-port", "--allow-file-access", "--ignore-certificate-errors"])
                {
                    line.ShouldNotContain(flag);
                }

                line.ShouldContain("--proxy-server=");
                (await File.ReadAllTextAsync($"/proc/{lease.Pid}/environ", Token)).ShouldContain("SYNOPS_RUN_ID=");
            }
        }

        pids[0].ShouldBe(pids[1]);
        pids[2].ShouldNotBe(pids[0]);
        await Wait.ForAsync(() => ProcessTree.StartedAt(pids[0]!.Value) is null && Directory.GetFiles(folder).Length == 1, "the old browser ends, while the new one works");
        Directory.GetFiles(folder).Select(Path.GetFileName).ShouldBe([$"{pids[2]}.browser"]);
    }

    [Fact]
    public async Task Sweep_BrowserOfAKilledProber_IsEnded()
    {
        BrowserFixture.SkipWithoutBrowser();
        var folder = Directory.CreateTempSubdirectory("browsers").FullName;
        await using var host = BrowserFixture.NewHost(BrowserFixture.Settings with { StateFolder = folder });
        await using var lease = (await host.LeaseAsync(Token)).Lease!;
        await File.WriteAllTextAsync(Path.Combine(folder, $"{Environment.ProcessId}.browser"), $"{Environment.ProcessId}\n2001-01-01T00:00:00.0000000Z\n\n", Token);

        ProcessNotes.Sweep(folder).ShouldBe(1, "this process has another start time than its note says");

        await Wait.ForAsync(() => ProcessTree.StartedAt(lease.Pid!.Value) is null, "the browser ends");
        Directory.GetFiles(folder).ShouldBeEmpty();
    }
}
