using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using SyntheticOps.Prober.Browser;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Browser;

/// <summary>PRB-15: a browser is ended within 2 s after it has more memory than it may, and the machine has all of it back. Alone: it is about time.</summary>
[Collection("Alone")]
public sealed class MemoryLimitTests
{
    /// <summary>Smaller than the default, so that the test takes less of a machine.</summary>
    private const long Cap = 700L * 1024 * 1024;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void MemoryLimit_NotConfigured_IsOneGibibyte()
    {
        new BrowserSettings().MemoryLimit.ShouldBe(1_073_741_824);
        BrowserSettings.From(new ConfigurationBuilder().Build()).MemoryLimit.ShouldBe(1_073_741_824);
    }

    [Fact]
    public async Task RunAsync_PageThatTakesMemory_IsEndedInTimeAndTheNextRunIsFine()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "memory is read from /proc");
        await using var host = BrowserFixture.NewHost(BrowserFixture.Settings with { MemoryLimit = Cap });
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/"
            ? "<script>const kept = []; setInterval(() => kept.push(new Uint8Array(30_000_000).fill(1)), 20)</script>"
            : "<h1>Ok</h1>"));
        var lived = await LivingProcesses.OfAsync(host, Token);
        var token = Token;
        using var lag = new MachineLag();
        var watching = Task.Factory.StartNew(() => TimeOverTheCap(lived, token), token, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var ran = await JourneyRuns.RunAsync(host, shop.Url, "name: Eats\nsteps: [{open: /, expect: [{text: never}], timeout: 60s}]", new() { Timeout = TimeSpan.FromSeconds(60) }, Token);

        (ran.Result.Outcome, ran.Result.Reason).ShouldBe((Outcome.Unknown, Reasons.ResourceLimit), ran.Result.Message);
        var time = await watching.WaitAsync(TimeSpan.FromSeconds(30), Token);
        time.ShouldBeLessThan(Patience + lag.Seen, "PRB-15: from the cap to the end of its last process, which gives back what it has");
        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", new() { Timeout = TimeSpan.FromSeconds(40) }, Token)).Result.Outcome.ShouldBe(Outcome.Up);
    }

    /// <summary>From the moment in which the browser has more than it may until none of its processes is left.</summary>
    private static TimeSpan TimeOverTheCap(LivingProcesses lived, CancellationToken token)
    {
        long? since = null;
        var began = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(began) < TimeSpan.FromSeconds(80) && !token.WaitHandle.WaitOne(20))
        {
            if (since is null && ProcessTree.PrivateBytes(lived.Browser) > Cap)
            {
                since = Stopwatch.GetTimestamp();
                lived = lived.Again();
            }

            if (since is { } start && lived.Left == 0)
            {
                return Stopwatch.GetElapsedTime(start);
            }
        }

        throw new InvalidOperationException(since is null ? "The browser was never over the cap." : $"{lived.Left} of its processes are left.");
    }
}
