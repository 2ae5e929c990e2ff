using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

public sealed class IsolationTests(BrowserFixture browser)
{
    private const string Page = """
        <p id=state></p><script>
        (async () => {
          const dbs = (await indexedDB.databases()).length;
          const caches = (await window.caches.keys()).length;
          const workers = navigator.serviceWorker ? (await navigator.serviceWorker.getRegistrations()).length : 0;
          document.querySelector('#state').textContent = 'seen:' + [document.cookie, localStorage.a ?? '', sessionStorage.a ?? '', dbs, caches, workers].join('|');
          document.cookie = 'a=1; max-age=1000'; localStorage.a = 1; sessionStorage.a = 1;
          indexedDB.open('db', 1); await window.caches.open('c');
          try { await navigator.serviceWorker.register('/sw.js'); } catch {}
          document.body.append('done');
        })();
        </script>
        """;

    [Fact]
    public async Task RunAsync_Twice_SecondSeesNothingOfTheFirst()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(context =>
        {
            context.Response.Headers.CacheControl = context.Request.Path == "/cached" ? "max-age=1000" : "no-store";
            return context.Response.WriteAsync(context.Request.Path == "/" ? Page + "<script src=/cached></script>" : "");
        });
        const string Yaml = "name: Twice\nsteps: [{open: /, expect: [{text: done}, {css: \"#state\", text: \"seen:|||0|0|0\"}]}]";

        for (var i = 0; i < 2; i++)
        {
            var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, Yaml, token: TestContext.Current.CancellationToken);
            ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        }

        shop.Paths.Count(path => path == "/cached").ShouldBe(2);
        shop.Paths.ShouldNotContain("/sw.js");
    }
}
