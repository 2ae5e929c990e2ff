using System.Net;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checks.Network;
using SyntheticOps.Prober.Proxy;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Proxy;

public sealed class ForwardProxyTests(BrowserFixture browser)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static ForwardProxy NewProxy(Uri reach, ProbeDialer? dialer = null) =>
        new(dialer ?? new ProbeDialer(TimeProvider.System), JourneyRuns.SiteOf(reach, new RunWishes()));

    [Fact]
    public async Task Forward_GetAndPost_ReachTheOriginInOriginForm()
    {
        await using var origin = await TestServer.StartAsync(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {await reader.ReadToEndAsync()}");
        });
        await using var proxy = NewProxy(origin.Url);
        using var client = new HttpClient(new SocketsHttpHandler { Proxy = new WebProxy(proxy.Address), UseProxy = true });

        (await client.GetStringAsync(new Uri(origin.Url, "/a%2Fb?c=d"), Token)).ShouldBe("GET /a%2Fb?c=d ");
        using var answer = await client.PostAsync(new Uri(origin.Url, "/post"), new StringContent(new string('x', 100_000)), Token);
        (await answer.Content.ReadAsStringAsync(Token)).ShouldBe($"POST /post {new string('x', 100_000)}");
        answer.Headers.ConnectionClose.ShouldBe(true);
        origin.HeadersOf("/post").Keys.ShouldNotContain(key => key.StartsWith("Proxy", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData("GET http://{0}/one HTTP/1.1\r\nHost: {0}\r\n\r\nGET http://{1}/two HTTP/1.1\r\nHost: {1}\r\n\r\n")]
    [InlineData("POST http://{0}/one HTTP/1.1\r\nHost: {0}\r\nContent-Length: 1\r\n\r\nxGET /two HTTP/1.1\r\nHost: {0}\r\n\r\n")]
    public async Task Forward_BytesBehindTheRequest_GoNowhere(string text)
    {
        await using var origin = await TestServer.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var proxy = NewProxy(origin.Url);

        var answer = await AskAsync(proxy, string.Format(System.Globalization.CultureInfo.InvariantCulture, text, origin.Url.Authority, "10.0.0.1"));

        answer.ShouldStartWith("HTTP/1.1 200");
        origin.Paths.ShouldBe(["/one"]);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\n\r\n")]
    [InlineData("GET ftp://{0}/ HTTP/1.1\r\n\r\n")]
    [InlineData("GET http://user@{0}/ HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT {0}/x HTTP/1.1\r\n\r\n")]
    [InlineData("CONNECT 127.0.0.1 HTTP/1.1\r\n\r\n")]
    [InlineData("POST http://{0}/ HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n")]
    [InlineData("POST http://{0}/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx")]
    [InlineData("GET http://{0}/ HTTP/1.1\r\nbroken\r\n\r\n")]
    public async Task Serve_AnythingElse_Is400AndReachesNobody(string text)
    {
        await using var origin = await TestServer.StartAsync(context => context.Response.WriteAsync("ok"));
        await using var proxy = NewProxy(origin.Url);

        (await AskAsync(proxy, text.Replace("{0}", origin.Url.Authority, StringComparison.Ordinal))).ShouldStartWith("HTTP/1.1 400");
        origin.Seen.ShouldBeEmpty();
    }

    [Fact]
    public async Task Connect_PrivateAddressOrRebinding_IsRefusedAndNoted()
    {
        await using var origin = await TestServer.StartAsync(context => context.Response.WriteAsync("ok"));
        var answers = 0;
        var rebinding = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(
            new[] { Interlocked.Increment(ref answers) == 1 ? IPAddress.Parse("10.9.8.7") : IPAddress.Loopback }));
        await using var proxy = NewProxy(new Uri("http://127.0.0.1:1"), rebinding);

        (await AskAsync(proxy, $"CONNECT shop.test:{origin.Url.Port} HTTP/1.1\r\n\r\n")).ShouldStartWith("HTTP/1.1 502");
        (await AskAsync(proxy, $"GET http://127.0.0.1:{origin.Url.Port}/ HTTP/1.1\r\n\r\n")).ShouldBeEmpty();
        (await AskAsync(proxy, $"GET http://[::ffff:127.0.0.1]:{origin.Url.Port}/ HTTP/1.1\r\n\r\n")).ShouldBeEmpty();
        proxy.Failures.Values.ShouldAllBe(failure => failure.Reason == Reasons.BlockedByPolicy);
        proxy.Failures.Count.ShouldBe(3);
        origin.Seen.ShouldBeEmpty();
    }

    /// <summary>The ways of reliability.md M4 by which a page reaches a service that it must not reach.</summary>
    [Fact]
    public async Task Browser_PageTriesEveryWay_ForbiddenServiceSeesNothing()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var forbidden = await TestServer.StartAsync(context => context.Response.WriteAsync("forbidden"));
        var port = forbidden.Url.Port;
        await using var shop = await TestServer.StartAsync(context =>
        {
            if (context.Request.Path.Value is { } path && path.StartsWith("/go", StringComparison.Ordinal))
            {
                context.Response.Redirect($"http://localhost:{port}{path}");
                return Task.CompletedTask;
            }

            return context.Response.WriteAsync(context.Request.Path == "/worker.js"
                ? $"fetch('http://127.0.0.1:{port}/worker').catch(() => {{}})"
                : $$"""
                <img src="http://127.0.0.1:{{port}}/img"><iframe src="http://localhost:{{port}}/frame"></iframe><img src=/go-img><iframe src=/go-frame></iframe>
                <script src="http://2130706433:{{port}}/decimal"></script><script src="http://0x7f.1:{{port}}/hex"></script><script src="http://[::ffff:127.0.0.1]:{{port}}/mapped"></script>
                <iframe src="file:///etc/passwd"></iframe><link rel=preload as=fetch href="http://localhost.:{{port}}/dot">
                <script>
                const quiet = p => p.catch(() => {});
                const all = [quiet(fetch('http://127.0.0.1:{{port}}/fetch')), quiet(fetch('/go-fetch')), quiet(fetch('http://169.254.169.254/meta', {mode: 'no-cors'}))];
                navigator.sendBeacon('http://127.0.0.1:{{port}}/beacon', 'x');
                new EventSource('http://127.0.0.1:{{port}}/events'); new Worker('/worker.js');
                all.push(new Promise(yes => { const s = new WebSocket('ws://127.0.0.1:{{port}}/ws'); s.onclose = s.onerror = yes; }));
                Promise.all(all).then(() => setTimeout(() => document.body.append('all done'), 200));
                </script>
                """);
        });

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, "name: Ssrf\nsteps: [{open: /, expect: [{text: all done}]}, {open: /go-open}]", new() { Options = new() }, Token);

        forbidden.Paths.ShouldBeEmpty();
        ran.Result.Reason.ShouldBe(Reasons.BlockedByPolicy, ran.Result.Message);
        ran.Result.Findings.ShouldContain(finding => finding.Code == "request-blocked" && finding.Subject == $"127.0.0.1:{port}");
    }

    private static async Task<string> AskAsync(ForwardProxy proxy, string text)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, proxy.Address.Port, Token);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), Token);
        using var reader = new StreamReader(client.GetStream());
        try
        {
            return await reader.ReadToEndAsync(Token).WaitAsync(TimeSpan.FromSeconds(30), Token);
        }
        catch (IOException)
        {
            return "";
        }
    }
}
