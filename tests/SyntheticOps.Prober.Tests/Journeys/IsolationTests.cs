using System.Globalization;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys;

/// <summary>PRB-14: what a run leaves in its browser, the next one does not find: 0 of 8 kinds.</summary>
public sealed class IsolationTests(BrowserFixture browser)
{
    /// <summary>Says which of the eight kinds it finds, then leaves all of them.</summary>
    private const string Page = """
        <p id=state></p><script>
        (async () => {
          const text = path => fetch(path).then(answer => answer.text());
          const login = () => new Promise(done => {
            const ask = new XMLHttpRequest();
            ask.onloadend = done;
            ask.open('GET', '/private/login', true, 'a', 'b');
            ask.send();
          });
          const database = () => new Promise((done, failed) => Object.assign(indexedDB.open('db', 1), { onsuccess: done, onerror: failed }));
          const asked = await text('/hits');
          await text('/cached');
          const found = {
            cookie: document.cookie.includes('a=1'),
            local: localStorage.a,
            session: sessionStorage.a,
            database: (await indexedDB.databases()).length,
            store: (await caches.keys()).length,
            worker: (await navigator.serviceWorker.getRegistrations()).length,
            cache: asked === await text('/hits'),
            auth: await text('/private/who') === 'known',
          };
          document.querySelector('#state').textContent = Object.keys(found).filter(kind => found[kind]).join(' ') || 'nothing';
          document.cookie = 'a=1; max-age=1000';
          localStorage.a = sessionStorage.a = 1;
          await database();
          await caches.open('c');
          if (await navigator.serviceWorker.register('/sw.js')) await navigator.serviceWorker.ready;
          await login();
          document.body.append('all left');
        })();
        </script>
        """;

    private int _hits;

    /// <summary>Service workers are refused unless the journey asks for them; what it then has of them ends with the run as well.</summary>
    [Theory]
    [InlineData("block", "cookie local session database store cache auth")]
    [InlineData("allow", "cookie local session database store worker cache auth")]
    public async Task RunAsync_SecondRun_FindsNothingOfWhatTheFirstLeft(string workers, string left)
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(AnswerAsync);
        var first = $$"""
            name: First
            browser: {service-workers: {{workers}}}
            steps:
              - open: /
                expect: [{text: all left}, {css: "#state", text: nothing}]
              - name: again
                open: /
                expect: [{text: all left}, {css: "#state", text: "{{left}}"}]
            """;
        var second = $"name: Second\nbrowser: {{service-workers: {workers}}}\nsteps: [{{open: /, expect: [{{text: all left}}, {{css: \"#state\", text: nothing}}]}}]";
        var wishes = new RunWishes { Timeout = TimeSpan.FromSeconds(60) };

        var leaves = await JourneyRuns.RunAsync(browser.Host, shop.Url, first, wishes, TestContext.Current.CancellationToken);
        var looks = await JourneyRuns.RunAsync(browser.Host, shop.Url, second, wishes, TestContext.Current.CancellationToken);

        leaves.Result.Outcome.ShouldBe(Outcome.Up, leaves.Result.Message);
        looks.Result.Outcome.ShouldBe(Outcome.Up, looks.Result.Message);
        shop.Paths.Contains("/sw.js").ShouldBe(workers == "allow");
    }

    private Task AnswerAsync(HttpContext context)
    {
        var isKnown = context.Request.Headers.Authorization == "Basic YTpi";
        context.Response.Headers.CacheControl = context.Request.Path == "/cached" ? "max-age=1000" : "no-store";
        switch (context.Request.Path)
        {
            case "/":
                return context.Response.WriteAsync(Page);
            case "/cached":
                return context.Response.WriteAsync(Interlocked.Increment(ref _hits).ToString(CultureInfo.InvariantCulture));
            case "/hits":
                return context.Response.WriteAsync(_hits.ToString(CultureInfo.InvariantCulture));
            case "/private/who":
                return context.Response.WriteAsync(isKnown ? "known" : "unknown");
            case "/private/login" when !isKnown:
                context.Response.StatusCode = 401;
                context.Response.Headers.WWWAuthenticate = "Basic realm=shop";
                return Task.CompletedTask;
            case "/sw.js":
                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync("// nothing");
            default:
                return Task.CompletedTask;
        }
    }
}
