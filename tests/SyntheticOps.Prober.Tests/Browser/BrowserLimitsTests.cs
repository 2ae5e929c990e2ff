using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Browser;

/// <summary>PRB-12, 15 and 21, small: what the browser leaves, takes and is started with.</summary>
public sealed class BrowserLimitsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task RunAsync_PageThatTakesMemory_IsEndedAtTheCapAndTheNextRunIsFine()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is read from /proc");
        await using var host = BrowserFixture.NewHost(BrowserFixture.Settings with { MemoryLimit = 700L * 1024 * 1024 });
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/"
            ? "<script>const kept = []; setInterval(() => kept.push(new Uint8Array(30_000_000).fill(1)), 20)</script>"
            : "<h1>Ok</h1>"));

        var ran = await JourneyRuns.RunAsync(host, shop.Url, "name: Eats\nsteps: [{open: /, expect: [{text: never}], timeout: 60s}]", new() { Timeout = TimeSpan.FromSeconds(60) }, Token);

        ran.Result.Outcome.ShouldBe(Outcome.Unknown, ran.Result.Message);
        ran.Result.Reason.ShouldBe(Reasons.ResourceLimit);
        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", token: Token)).Result.Outcome.ShouldBe(Outcome.Up);
    }

    [Theory]
    [InlineData("browser")]
    [InlineData("driver")]
    [InlineData("stopped")]
    public async Task RunAsync_ProcessKilled_NothingIsLeftAndTheNextRunIsFine(string what)
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        await using var host = BrowserFixture.NewHost();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync("<h1>Ok</h1>"));
        int pid;
        string mark, traces;
        await using (var lease = (await host.LeaseAsync(Token)).Lease!)
        {
            (pid, mark, traces) = (lease.Pid!.Value, MarkOf(lease.Pid!.Value), lease.TraceFolder);
        }

        var running = JourneyRuns.RunAsync(host, shop.Url, "name: Lost\nsteps: [{open: /, expect: [{text: never}], timeout: 60s}]", new() { Timeout = TimeSpan.FromSeconds(8) }, token: Token);
        await Until(() => shop.Paths.Contains("/"));
        var victim = what == "driver" ? ProcessTree.ParentOf(pid)!.Value : pid;
        using (var kill = System.Diagnostics.Process.Start("kill", [what == "stopped" ? "-STOP" : "-KILL", victim.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
        {
            await kill.WaitForExitAsync(Token);
        }

        var ran = await running;

        (ran.Result.Outcome, ran.Result.Reason).ShouldBe((Outcome.Unknown, Reasons.BrowserLost), ran.Result.Message);
        ran.Took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", new() { Timeout = TimeSpan.FromSeconds(40) }, token: Token)).Result.Outcome.ShouldBe(Outcome.Up);
        await Until(() => Marked(mark) == 0 && !Directory.Exists(traces));
    }

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

        arguments.Contains("--no-sandbox").ShouldBe(!host.SandboxIsOn);
    }

    [Fact]
    public async Task Sweep_KilledProber_EndsWhatBearsItsMark()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "processes are found in /proc");
        var folder = Directory.CreateTempSubdirectory("synops-test-");
        var mark = Guid.NewGuid().ToString("N");
        var start = new System.Diagnostics.ProcessStartInfo("sleep", "600") { Environment = { ["SYNOPS_RUN_ID"] = mark } };
        using var orphan = System.Diagnostics.Process.Start(start)!;
        using var gone = System.Diagnostics.Process.Start("true");
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

    private static string MarkOf(int pid) => File.ReadAllText($"/proc/{pid}/environ").Split('\0')
        .First(entry => entry.StartsWith("SYNOPS_RUN_ID=", StringComparison.Ordinal))["SYNOPS_RUN_ID=".Length..];

    private static int Marked(string mark) => Directory.EnumerateDirectories("/proc").Count(folder =>
    {
        try
        {
            return File.ReadAllText(Path.Combine(folder, "environ")).Contains(mark, StringComparison.Ordinal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    });

    private static async Task Until(Func<bool> isSo)
    {
        for (var tries = 0; !isSo(); tries++)
        {
            tries.ShouldBeLessThan(600, "it did not come about within 30 s");
            await Task.Delay(50, Token);
        }
    }
}
