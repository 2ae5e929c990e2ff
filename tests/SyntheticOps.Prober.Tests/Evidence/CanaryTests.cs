using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Redaction;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Evidence;

/// <summary>RED-01 and RED-06: one failed payment with every kind of secret; nothing of it is in anything that the run leaves.</summary>
public sealed class CanaryTests(BrowserFixture browser)
{
    private const string Password = "canary-Pass w0rd/9";
    private const string Card = "4929000000000006";
    private const string Cookie = "canarycookievalue0123456789";
    private const string Bearer = "canarybearertoken0123456789abcdef";
    private const string ApiKey = "canaryapikey0123456789";
    private const string Jwt = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJjYW5hcnkifQ.c2lnbmF0dXJlLW9mLWNhbmFyeQ";
    private const string Body = "canarybodyvalue0123456789";

    [Fact]
    public async Task RunAsync_FailedPaymentWithSecrets_NothingOfThemIsKept()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(PayAsync);

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, $$$"""
            name: Canary
            variables: {password: {secret: "{{{Password}}}"}, card: {secret: "{{{Card}}}"}}
            steps:
              - open: /
              - name: pay
                do:
                  - fill: {css: "#password", with: $password}
                  - fill: {css: "#card", with: $card}
                  - click: {role: button, name: Pay}
                expect: [{text: all sent}]
              - name: fails
                expect: [{text: never}]
                timeout: 1s
            """, new() { Secrets = [ApiKey] }, TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Down, ran.Result.Message);
        shop.Paths.ShouldContain("/api/checkout");
        ran.Artifacts.Kept.Keys.ShouldContain("trace.zip");
        ran.Artifacts.Kept.Keys.ShouldContain("dom.html.txt");
        ran.Artifacts.Text("console.json").ShouldContain("token is");
        ran.Artifacts.Text("network.json").ShouldContain("/api/checkout");
        var secrets = new Redactor([Password, Card, Cookie, Bearer, ApiKey, Jwt, Body]);
        foreach (var (name, bytes) in Files(ran.Artifacts))
        {
            secrets.IsIn(bytes.AsSpan()).ShouldBeFalse(name);
            secrets.IsIn(Encoding.UTF8.GetString(bytes)).ShouldBeFalse(name);
        }

        secrets.IsIn(ran.Everything).ShouldBeFalse();
    }

    [Fact]
    public async Task Trace_OfAFailedRun_HoldsWhatTheViewerNeeds()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await TestServer.StartAsync(PayAsync);

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Fails\nsteps: [{name: home, open: /, expect: [{text: never}], timeout: 1s}]", token: TestContext.Current.CancellationToken);

        var files = Files(ran.Artifacts).Where(file => file.Name.StartsWith("trace.zip/", StringComparison.Ordinal)).ToDictionary(file => file.Name["trace.zip/".Length..], file => Encoding.UTF8.GetString(file.Content));
        var lines = files["trace.trace"].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines[0].ShouldContain("\"context-options\"");
        lines.ShouldContain(line => line.Contains("\"frame-snapshot\"", StringComparison.Ordinal));
        lines.ShouldContain(line => line.Contains("\"before\"", StringComparison.Ordinal) && line.Contains("goto", StringComparison.Ordinal));
        files["trace.network"].ShouldContain("\"resource-snapshot\"");
        files.Keys.ShouldContain(name => name.StartsWith("resources/", StringComparison.Ordinal));
    }

    private static IEnumerable<(string Name, byte[] Content)> Files(KeptArtifacts artifacts)
    {
        foreach (var (name, content) in artifacts.Kept)
        {
            yield return (name, content);
            if (name.EndsWith(".zip", StringComparison.Ordinal))
            {
                using var archive = new ZipArchive(new MemoryStream(content));
                foreach (var entry in archive.Entries)
                {
                    using var bytes = new MemoryStream();
                    using var stream = entry.Open();
                    stream.CopyTo(bytes);
                    yield return ($"{name}/{entry.FullName}", bytes.ToArray());
                }
            }
        }
    }

    private static Task PayAsync(HttpContext context)
    {
        context.Response.Headers.SetCookie = $"session={Cookie}; Path=/";
        if (context.Request.Path == "/style.css")
        {
            context.Response.ContentType = "text/css";
            return context.Response.WriteAsync("h1 { color: #123456 }");
        }

        if (context.Request.Path == "/api/checkout")
        {
            context.Response.ContentType = "application/json";
            return context.Response.WriteAsync($$"""{"receipt": "{{Body}}"}""");
        }

        return context.Response.WriteAsync($$"""
            <link rel=stylesheet href=/style.css><h1>Pay</h1><form><input id=password type=password><input id=card><button type=button>Pay</button></form><p id=echo></p>
            <script>
            document.querySelector('button').onclick = async () => {
              const pan = document.querySelector('#card').value, password = document.querySelector('#password').value;
              document.title = 'paying with ' + pan;
              document.querySelector('#echo').textContent = pan.replace(/(....)/g, '$1 ') + btoa(password);
              console.error('the token is', '{{Jwt}}');
              const answer = await fetch('/api/checkout?apikey={{ApiKey}}&pan=' + pan, { method: 'POST', headers: { Authorization: 'Bearer {{Bearer}}' }, body: JSON.stringify({ pan, password }) });
              await fetch('/api/checkout', { method: 'POST', body: await answer.text() });
              console.error('Bearer {{Bearer}}');
              document.body.append('all sent');
            };
            </script>
            """);
    }
}
