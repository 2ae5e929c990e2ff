using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Running;

public sealed class LiveVariableTests(BrowserFixture browser)
{
    [Fact]
    public async Task RunAsync_OneTimeCode_IsMadeWhenItIsUsedAndShownNowhere()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var site = await TestServer.StartAsync(_ => Task.CompletedTask);

        var ran = await JourneyRuns.RunAsync(browser.Host, site.Url, """
            name: N
            variables: {code: {totp: GEZDGNBVGY3TQOJQ, period: 1s, digits: 8}, who: {random: letters}}
            steps:
              - request: GET /code/$code/$who
              - pause: 1500ms
              - {name: again, request: GET /code/$code/$who}
            """, token: TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        var asked = site.Paths.Select(path => path.Split('/')).ToList();
        asked.Count.ShouldBe(2);
        asked[0][2].ShouldNotBe(asked[1][2]);
        asked[0][3].ShouldBe(asked[1][3]);
        asked.ShouldAllBe(path => !ran.Everything.Contains(path[2], StringComparison.Ordinal));
    }
}
