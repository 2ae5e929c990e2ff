using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Browser;

/// <summary>PRB-12 and PRB-21: what a browser leaves, how many journeys run at once and what it is started with. MemoryLimitTests has PRB-15. Alone: it is about time.</summary>
[Collection("Alone")]
public sealed class BrowserLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>PRB-12: our own fault, 0 processes and 0 folders 5 s later, and the next run is fine.</summary>
    [Theory]
    [InlineData("browser")]
    [InlineData("renderer")]
    [InlineData("driver")]
    [InlineData("stopped")]
    public async Task RunAsync_ProcessKilled_NothingIsLeftAndTheNextRunIsFine(string what)
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        await using var host = BrowserFixture.NewHost();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync("<h1>Ok</h1><script>fetch('/loaded')</script>"));
        using var lag = new MachineLag();
        var lived = await LivingProcesses.OfAsync(host, Token);

        var running = JourneyRuns.RunAsync(host, shop.Url, "name: Lost\nsteps: [{open: /, expect: [{text: never}], timeout: 60s}]", new() { Timeout = TimeSpan.FromSeconds(8) }, token: Token);
        await Wait.ForAsync(() => shop.Paths.Contains("/loaded"), "the page is loaded");
        lived = lived.Again();
        await SignalAsync(what == "stopped" ? "-STOP" : "-KILL", what switch { "driver" => [lived.Driver], "renderer" => lived.OfKind("renderer"), _ => [lived.Browser] });
        var ran = await running;

        (ran.Result.Outcome, ran.Result.Reason).ShouldBe((Outcome.Unknown, Reasons.BrowserLost), ran.Result.Message);
        ran.Took.ShouldBeLessThan(TimeSpan.FromSeconds(10) + lag.Seen);
        if (what != "renderer")
        {
            await GoneAsync(lived, lag);
        }

        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", new() { Timeout = TimeSpan.FromSeconds(40) }, token: Token)).Result.Outcome.ShouldBe(Outcome.Up);
        await host.DisposeAsync();
        await GoneAsync(lived, lag);
    }

    /// <summary>PRB-12: Chromium starts its graphics process again; whatever becomes of the run, the shop is not blamed.</summary>
    [Fact]
    public async Task RunAsync_GraphicsProcessKilled_IsNoFaultOfTheShop()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        await using var host = BrowserFixture.NewHost();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync("<h1>Ok</h1><script>fetch('/loaded'); setTimeout(() => document.body.append('at last'), 1500)</script>"));
        using var lag = new MachineLag();
        var lived = await LivingProcesses.OfAsync(host, Token);

        var running = JourneyRuns.RunAsync(host, shop.Url, "name: Graphics\nsteps: [{open: /, expect: [{text: at last}], timeout: 30s}]", new() { Timeout = TimeSpan.FromSeconds(40) }, token: Token);
        await Wait.ForAsync(() => shop.Paths.Contains("/loaded"), "the page is loaded");
        lived = lived.Again();
        var graphics = lived.OfKind("gpu-process");
        await SignalAsync("-KILL", graphics);
        var ran = await running;

        graphics.ShouldNotBeEmpty();
        ran.Result.Outcome.ShouldNotBe(Outcome.Down, ran.Result.Message);
        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", new() { Timeout = TimeSpan.FromSeconds(40) }, token: Token)).Result.Outcome.ShouldBe(Outcome.Up);
        await host.DisposeAsync();
        await GoneAsync(lived, lag);
    }

    /// <summary>PRB-21.</summary>
    [Fact]
    public async Task LeaseAsync_Browser_HasNoDangerousSwitch()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the command line is read from /proc");
        await using var host = BrowserFixture.NewHost();
        await using var lease = (await host.LeaseAsync(Token)).Lease!;

        var arguments = (await File.ReadAllTextAsync($"/proc/{lease.Pid}/cmdline", Token)).Split('\0');
        foreach (var name in (string[])["--disable-web-security", "--remote-debugging-port", "--allow-file-access", "--ignore-certificate" + "-errors", "--allow-running-insecure-content"])
        {
            arguments.ShouldNotContain(argument => argument.StartsWith(name, StringComparison.Ordinal));
        }

        arguments.ShouldContain(argument => argument.StartsWith("--user-data-dir=", StringComparison.Ordinal), "its command line is read");
        arguments.Contains("--no-sandbox").ShouldBe(!host.SandboxIsOn);
    }

    /// <summary>PRB-12: the prober itself was killed; the next one finds what is left of its browser.</summary>
    [Fact]
    public async Task Sweep_KilledProber_EndsWhatBearsItsMark()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        var folder = Directory.CreateTempSubdirectory("synops-test-");
        var mark = Guid.NewGuid().ToString("N");
        var start = new System.Diagnostics.ProcessStartInfo("sleep", "600") { Environment = { ["SYNOPS_RUN_ID"] = mark } };
        using var orphan = System.Diagnostics.Process.Start(start)!;
        await Wait.ForAsync(() => File.ReadAllText($"/proc/{orphan.Id}/environ").Contains(mark, StringComparison.Ordinal), "its environment, which comes a moment after its start");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "1.browser"), $"{int.MaxValue}\n{DateTime.UtcNow:O}\n{mark}\n", Token);

        ProcessNotes.Sweep(folder.FullName).ShouldBe(1);

        await orphan.WaitForExitAsync(Token);
        Directory.GetFiles(folder.FullName).ShouldBeEmpty();
        folder.Delete();
    }

    [Theory]
    [InlineData(1, 24, 1)]
    [InlineData(8, 24, 7)]
    [InlineData(8, 3, 3)]
    [InlineData(64, 512, 16)]
    public void Concurrency_CoresAndMemory_BoundIt(int cores, int gibibytes, int expected) =>
        new BrowserSettings().Concurrency(cores, gibibytes * 1024L * 1024 * 1024).ShouldBe(expected);

    private static async Task SignalAsync(string signal, IEnumerable<int> pids)
    {
        using var kill = System.Diagnostics.Process.Start("kill", [signal, .. pids.Select(pid => pid.ToString(System.Globalization.CultureInfo.InvariantCulture))]);
        await kill.WaitForExitAsync(Token);
    }

    private static async Task GoneAsync(LivingProcesses lived, MachineLag lag)
    {
        for (var began = System.Diagnostics.Stopwatch.GetTimestamp(); lived.Left + lived.LeftFolders > 0; await Task.Delay(50, Token))
        {
            System.Diagnostics.Stopwatch.GetElapsedTime(began).ShouldBeLessThan(TimeSpan.FromSeconds(5) + lag.Seen, $"PRB-12: {lived.Left} processes and {lived.LeftFolders} folders are left");
        }
    }
}
