using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>PRB-11 and 12, small: pages that never rest, a server that never answers, a browser that is killed. The floods are in HostilePageTests.</summary>
[Collection("Alone")]
public sealed class JourneyDeadlineTests(BrowserFixture browser)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("while (true) {}")]
    [InlineData("for (;;) alert('x')")]
    [InlineData("location.reload()")]
    [InlineData("setInterval(() => open('/x'), 1)")]
    public async Task RunAsync_PageThatNeverRests_EndsAtTheDeadlineAndCleansUp(string script)
    {
        BrowserFixture.SkipWithoutBrowser();
        var host = browser.Host;
        await using var shop = await TestServer.StartAsync(context =>
            context.Response.WriteAsync(context.Request.Path == "/" ? $"<h1>Home</h1><script>{script}</script>" : "<h1>Ok</h1>"));
        await using var warm = await BrowserFixture.WarmAsync(host, Token);

        using var lag = new MachineLag();
        var ran = await JourneyRuns.RunAsync(host, shop.Url, """
            name: Busy
            steps: [{name: hang, open: /, expect: [{text: never}], timeout: 30s}]
            finally: [{request: DELETE /api/test-orders/$run}]
            """, new() { Timeout = TimeSpan.FromSeconds(4) }, Token);

        ran.Took.ShouldBeLessThan(TimeSpan.FromSeconds(6) + lag.Seen, "PRB-11: the deadline of 4 s and 2 s more");
        ran.Result.Outcome.ShouldBe(Outcome.Down, ran.Result.Message);
        ran.Result.Reason.ShouldBe(Reasons.Timeout, ran.Result.Message);
        ran.Result.FailedStep.ShouldBe("hang");
        ran.Result.Message!.ShouldContain("the run's time was over after 3 s");
        shop.Paths.ShouldContain($"/api/test-orders/{ran.RunId}");
        var next = await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", token: Token);
        next.Result.Outcome.ShouldBe(Outcome.Up, next.Result.Message);
    }

    [Fact]
    public async Task RunAsync_ServerThatNeverAnswers_IsTimeoutOfTheRunningStep()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default));

        await using var warm = await BrowserFixture.WarmAsync(browser.Host, Token);

        using var lag = new MachineLag();
        var ran = await JourneyRuns.RunAsync(
            browser.Host, shop.Url, "name: Hangs\nsteps: [{name: home, open: /, timeout: 60s}]", new() { Timeout = TimeSpan.FromSeconds(6) }, Token);

        ran.Took.ShouldBeLessThan(TimeSpan.FromSeconds(8) + lag.Seen, "PRB-11: the deadline of 6 s and 2 s more");
        ran.Result.Reason.ShouldBe(Reasons.Timeout, ran.Result.Message);
        ran.Result.FailedStep.ShouldBe("home");
    }

    [Fact]
    public async Task RunAsync_BrowserKilledDuringTheRun_IsUnknownAndTheNextRunIsFine()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var host = BrowserFixture.NewHost();
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var shop = await TestServer.StartAsync(context =>
        {
            asked.TrySetResult();
            return context.Response.WriteAsync("<h1>Home</h1>");
        });

        int? pid;
        await using (var lease = (await host.LeaseAsync(Token)).Lease!)
        {
            pid = lease.Pid;
        }

        var running = JourneyRuns.RunAsync(host, shop.Url, "name: Lost\nsteps: [{name: wait, open: /, expect: [{text: never}]}]", token: Token);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
        System.Diagnostics.Process.GetProcessById(pid!.Value).Kill();
        var ran = await running;

        ran.Result.Outcome.ShouldBe(Outcome.Unknown, ran.Result.Message);
        ran.Result.Reason.ShouldBe(Reasons.BrowserLost);
        var next = await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /}]", token: Token);
        next.Result.Outcome.ShouldBe(Outcome.Up, next.Result.Message);
    }

    [Fact]
    public async Task RunAsync_Cancelled_IsOperationCanceled()
    {
        BrowserFixture.SkipWithoutBrowser();
        using var stop = new CancellationTokenSource();
        await using var shop = await TestServer.StartAsync(context =>
        {
            _ = stop.CancelAsync();
            return Task.CompletedTask;
        });

        await Should.ThrowAsync<OperationCanceledException>(
            () => JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Stop\nsteps: [{open: /, expect: [{text: never}]}]", token: stop.Token));
    }
}
