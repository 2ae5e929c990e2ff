using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using SyntheticOps.Checks.Network;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Proxy;

/// <summary>
/// PRB-30: 14 ways in which a page can ask for a forbidden service, each with 11 forms of its address. The forbidden listener
/// sees no connection, what was refused is listed, and an allowed service on the same port still answers.
/// </summary>
public sealed class SsrfMatrixTests(BrowserFixture browser)
{
    private const string Rebinding = "rebinding.test";

    /// <summary>Addresses as a page would write them, and as they are listed.</summary>
    private static readonly (string Form, string Listed)[] Forms =
    [
        ("127.0.0.1", "127.0.0.1"), ("169.254.169.254", "169.254.169.254"), ("10.0.0.1", "10.0.0.1"), ("[fd00::1]", "fd00::1"), ("[::ffff:127.0.0.1]", "::ffff:127.0.0.1"),
        ("2130706433", "127.0.0.1"), ("0x7f000001", "127.0.0.1"), ("127.1", "127.0.0.1"), ("localhost.", "localhost."), ("forbidden.test", "forbidden.test"), (Rebinding, Rebinding),
    ];

    /// <summary>URL is where it must not get to, GO an own address that redirects there. `popup` and `redirected page` are steps.</summary>
    private static readonly string[] Ways =
    [
        "new Image().src = 'URL/img'",
        "{ const s = document.createElement('script'); s.src = 'URL/script'; document.head.append(s); }",
        "{ const f = document.createElement('iframe'); f.src = 'URL/frame'; document.body.append(f); }",
        "fetch('URL/fetch', {mode: 'no-cors'}).catch(() => {})",
        "navigator.sendBeacon('URL/beacon', 'x')",
        "new EventSource('URL/events')",
        "new WebSocket('URL/socket'.replace('http', 'ws'))",
        "new Worker('/worker.js?to=' + encodeURIComponent('URL/worker'))",
        "{ const f = document.createElement('form'); f.method = 'post'; f.action = 'URL/form'; f.target = 'sink'; document.body.append(f); f.submit(); }",
        "{ const i = new Image(); ends(i); i.src = 'GO/img'; }",
        "{ const f = document.createElement('iframe'); ends(f); f.src = 'GO/frame'; document.body.append(f); }",
        "all.push(fetch('GO/fetch', {mode: 'no-cors'}).catch(() => {}))",
    ];

    [Fact]
    public async Task Run_FourteenWaysAndElevenAddresses_ForbiddenServiceSeesNobody()
    {
        BrowserFixture.SkipWithoutBrowser();
        Assert.SkipUnless(OperatingSystem.IsLinux(), "127.0.0.2 needs Linux");
        using var forbidden = new TcpListener(IPAddress.Loopback, 0);
        forbidden.Start();
        var port = ((IPEndPoint)forbidden.LocalEndpoint).Port;
        using var allowed = new TcpListener(IPAddress.Parse("127.0.0.2"), port);
        allowed.Start();
        var served = ServeAsync(allowed);
        await using var shop = await TestServer.StartAsync(context => AnswerAsync(context, port));

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, Journey(port), new()
        {
            Timeout = TimeSpan.FromMinutes(5),
            Reach = [new Uri($"http://127.0.0.2:{port}")],
            Dialer = new ProbeDialer(TimeProvider.System, Resolver()),
        }, TestContext.Current.CancellationToken);

        forbidden.Pending().ShouldBeFalse("0 hits in 14 x 11");
        ran.Result.Outcome.ShouldBe(Outcome.Up, ran.Result.Message);
        var listed = ran.Result.Findings.Where(finding => finding.Code == "request-blocked").Select(finding => finding.Subject).ToList();
        foreach (var host in Forms.Where(form => form.Form != Rebinding).Select(form => form.Listed).Distinct())
        {
            listed.ShouldContain($"{host}:{port}");
        }

        shop.Paths.Count(path => path == "/go").ShouldBeGreaterThanOrEqualTo(4 * Forms.Length);
        allowed.Stop();
        (await served).ShouldBeGreaterThan(0, "the allowed address of the same name and port still works");
    }

    /// <summary>A page that tries everything, a click for each popup, a step for each redirect of the page itself.</summary>
    private static string Journey(int port) => string.Join('\n', [
        "name: Ssrf", "steps:", "  - {name: page, open: /, expect: [{text: all tried}]}",
        .. Forms.Select((_, i) => string.Create(CultureInfo.InvariantCulture, $"  - {{name: popup {i}, click: {{css: \"#pop{i}\"}}}}")),
        .. Forms.Select((form, i) => string.Create(CultureInfo.InvariantCulture, $"  - {{name: redirected page {i}, optional: true, timeout: 5s, open: \"/go?to=http://{form.Form}:{port}/page\"}}")),
    ]);

    private static Task AnswerAsync(HttpContext context, int port)
    {
        switch (context.Request.Path.Value)
        {
            case "/go":
                context.Response.Redirect(context.Request.Query["to"]!);
                return Task.CompletedTask;
            case "/worker.js":
                context.Response.ContentType = "text/javascript";
                return context.Response.WriteAsync("fetch(new URL(location).searchParams.get('to'), {mode: 'no-cors'}).catch(() => {})");
            default:
                return context.Response.WriteAsync(Page(port));
        }
    }

    private static string Page(int port)
    {
        var scripts = Forms.SelectMany(form => Ways.Select(way => way
            .Replace("URL", $"http://{form.Form}:{port}", StringComparison.Ordinal)
            .Replace("GO", $"/go?to=http://{form.Form}:{port}", StringComparison.Ordinal)));
        var links = Forms.Select((form, i) => $"<a id=pop{i} target=_blank href='http://{form.Form}:{port}/popup'>p</a> ");
        return $"<iframe name=sink></iframe>{string.Concat(links)}<script>const all = [], ends = e => all.push(new Promise(yes => e.onload = e.onerror = yes));\n{string.Join(";\n", scripts)};\n"
            + "Promise.all(all).then(() => setTimeout(() => document.body.append('all tried'), 500))</script>";
    }

    /// <summary>One name is forbidden; the other is allowed at the first question and forbidden at the next, in turn.</summary>
    private static Func<string, CancellationToken, Task<IPAddress[]>> Resolver()
    {
        var asked = 0;
        return async (host, token) => host switch
        {
            "forbidden.test" or "localhost." => [IPAddress.Loopback], // not every machine's resolver knows localhost with a dot
            Rebinding => [Interlocked.Increment(ref asked) % 2 == 1 ? IPAddress.Parse("127.0.0.2") : IPAddress.Loopback],
            _ => await Dns.GetHostAddressesAsync(host, token),
        };
    }

    /// <summary>Answers everything with an empty page until it is stopped; how often it was asked.</summary>
    private static async Task<int> ServeAsync(TcpListener listener)
    {
        var asked = 0;
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                asked++;
                await client.GetStream().ReadAtLeastAsync(new byte[1], 1, throwOnEndOfStream: false);
                await client.GetStream().WriteAsync("HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"u8.ToArray());
            }
        }
        catch (Exception e) when (e is SocketException or IOException or ObjectDisposedException)
        {
            return asked;
        }
    }
}
