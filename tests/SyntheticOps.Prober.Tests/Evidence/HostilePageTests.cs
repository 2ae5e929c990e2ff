using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

/// <summary>PRB-11, small: pages that write, fetch and allocate without end. The others are in JourneyDeadlineTests. Alone: other browsers at work would be measured, too.</summary>
[Collection("Alone")]
public sealed class HostilePageTests
{
    [Theory]
    [InlineData(Reasons.Timeout, "const long = 'x'.repeat(100000); setInterval(() => { for (let i = 0; i < 2000; i++) console.log(long, i, {i}); })")]
    [InlineData(Reasons.StepFailed, "setInterval(() => { for (let i = 0; i < 200; i++) fetch('/x' + Math.random()).catch(() => {}); })")]
    [InlineData(Reasons.Timeout, "setInterval(() => { for (let i = 0; i < 200; i++) setTimeout(() => { throw new Error('again ' + i); }); })")]
    public async Task RunAsync_Flood_EndsInTimeAndCleansUp(string reason, string script)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var host = BrowserFixture.NewHost();
        await using var shop = await TestServer.StartAsync(context => context.Response.WriteAsync(context.Request.Path == "/" ? $"<h1>Home</h1><script>{script}</script>" : "x"));
        await using (await BrowserFixture.WarmAsync(host, TestContext.Current.CancellationToken))
        {
        }

        using var lag = new MachineLag();
        var ran = await JourneyRuns.RunAsync(host, shop.Url, """
            name: Flood
            steps: [{name: hang, open: /, expect: [{text: never}], timeout: 30s}]
            finally: [{request: DELETE /api/test-orders/$run}]
            """, new() { Timeout = TimeSpan.FromSeconds(4) }, TestContext.Current.CancellationToken);

        // PRB-11: 2 s after the deadline of 4 s. A storm of requests is ended when it is known for one.
        ran.Took.ShouldBeLessThan(TimeSpan.FromSeconds(6) + lag.Seen, ran.Result.Message);
        ran.Result.Outcome.ShouldBe(Outcome.Down, ran.Result.Message);
        ran.Result.Reason.ShouldBeOneOf([reason, Reasons.Timeout], ran.Result.Message);
        shop.Seen.ShouldContain(request => request.Method == "DELETE" && request.Path == $"/api/test-orders/{ran.RunId}");
        ran.Artifacts.Kept["console.json"].Length.ShouldBeLessThan(1_000_000);
        (await JourneyRuns.RunAsync(host, shop.Url, "name: Next\nsteps: [{open: /next}]", new() { Timeout = TimeSpan.FromSeconds(40) }, token: TestContext.Current.CancellationToken)).Result.Outcome.ShouldBe(Outcome.Up);
    }
}
