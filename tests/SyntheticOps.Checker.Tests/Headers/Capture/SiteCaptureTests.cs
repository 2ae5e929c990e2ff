using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Tests.Http;

namespace SyntheticOps.Checker.Tests.Headers.Capture;

/// <summary>What a site is asked, and over how many connections, by a real server that counts.</summary>
public sealed class SiteCaptureTests : IDisposable
{
    private readonly TestCertificates _certificates = new();
    private readonly ConcurrentQueue<(string Method, string Path, string Cookie, string Connection)> _asked = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Capture_Http2_IsOneConnectionForAllRequests()
    {
        await using var https = await StartAsync(HttpProtocols.Http1AndHttp2);
        await using var http = Redirect(https, "");

        var site = await CaptureAsync(https, http);

        _asked.Select(request => $"{request.Method} {request.Path}").Order().ShouldBe(["GET /", "GET /.well-known/security.txt", "OPTIONS /"]);
        _asked.Select(request => request.Connection).Distinct().Count().ShouldBe(1);
        site.Facts.HttpChain.Select(url => url.AbsoluteUri).ShouldBe([http.Url.AbsoluteUri, Url(https).AbsoluteUri]);
        site.Facts.Http!.Status.ShouldBe(200);
        site.Facts.Http.Url.ShouldBe(Url(https));
        site.Main.Exchange.Protocol.ShouldBe(HttpVersion.Version20);
    }

    [Fact]
    public async Task Capture_Http11_TakesTheOpenConnectionForTheNextRequest()
    {
        await using var https = await StartAsync(HttpProtocols.Http1);
        await using var http = Redirect(https, "");

        var site = await CaptureAsync(https, http);

        // security.txt and the preflight may go side by side: then one of them has a connection of its own.
        _asked.Count.ShouldBe(3);
        _asked.Select(request => request.Connection).Distinct().Count().ShouldBeInRange(1, 2);
        site.Facts.SecurityTxt!.IsLegacy.ShouldBeFalse();
    }

    [Fact]
    public async Task Capture_RedirectThatSetsACookie_AsksThePageAgainWithIt()
    {
        await using var https = await StartAsync(HttpProtocols.Http1AndHttp2);
        await using var http = Redirect(https, "Set-Cookie: seen=1\r\n");

        await CaptureAsync(https, http);

        _asked.Where(request => request is ("GET", "/", _, _)).Select(request => request.Cookie).Order().ShouldBe(["", "seen=1"]);
    }

    [Fact]
    public async Task Capture_InvalidCertificate_IsTheFaultOfBothSides()
    {
        await using var https = await StartAsync(HttpProtocols.Http1AndHttp2, from: -30, to: -1);
        await using var http = Redirect(https, "");

        var site = await CaptureAsync(https, http);

        site.Facts.CertificateValid.ShouldBeFalse();
        site.Facts.HttpChainValid.ShouldBeFalse();
        site.Facts.HttpChain.Count.ShouldBe(2);
        site.Main.Fault!.Finding!.Code.ShouldBe("cert-expired");
        _asked.Count(request => request.Method == "GET" && request.Path == "/").ShouldBe(1);
    }

    [Fact]
    public async Task Capture_ConnectionThatEndsAtItsSecondRequest_IsNoVerdict()
    {
        await using var server = new RawServer(OnceAsync) { ReadsHead = false };
        var site = Probe.SiteOf(server.Url, null, own: true) with { Reach = [new(IPNetwork.Parse("127.0.0.1/32"), server.Port)] };

        var seen = await new SiteCapture(Probe.NewTransport(), TimeProvider.System).CaptureAsync(
            new CaptureTarget(server.Url, null, SiteNames.Guessed, null), Probe.Run(site, Probe.Definition(null)), TestContext.Current.CancellationToken);

        seen.Facts.SecurityTxt!.Body.ShouldBe("Contact: a");
        seen.Facts.Cors.ShouldHaveSingleItem();
        seen.Main.Exchange.Failure.ShouldBeNull();
    }

    /// <summary>Answers one request well and breaks off in the answer to the next.</summary>
    private static async Task OnceAsync(Stream stream, int number, CancellationToken token)
    {
        var head = new byte[4096];
        foreach (var answer in (string[])["HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 10\r\n\r\nContact: a", "HTTP/1.1 200 OK\r\nCont"])
        {
            if (await stream.ReadAsync(head, token) > 0)
            {
                await stream.WriteAsync(Encoding.ASCII.GetBytes(answer), token);
            }
        }
    }

    private static RawServer Redirect(WebApplication https, string more) =>
        new($"HTTP/1.1 301 Moved\r\nLocation: {Url(https)}\r\n{more}Content-Length: 0\r\n\r\n");

    private static Uri Url(WebApplication app) => new(app.Urls.Single());

    private async Task<CapturedSite> CaptureAsync(WebApplication https, RawServer http)
    {
        var url = Url(https);
        var site = Probe.SiteOf(url, _certificates.File, own: true) with
        {
            Reach = [new(IPNetwork.Parse("127.0.0.1/32"), url.Port), new(IPNetwork.Parse("127.0.0.1/32"), http.Port)],
        };
        var target = new CaptureTarget(url, http.Url, SiteNames.Guessed, null);
        return await new SiteCapture(Probe.NewTransport(), TimeProvider.System).CaptureAsync(target, Probe.Run(site, Probe.Definition(null)), TestContext.Current.CancellationToken);
    }

    private async Task<WebApplication> StartAsync(HttpProtocols protocols, int from = -1, int to = 30)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = protocols;
            listen.UseHttps(_certificates.Issue(from, to));
        }));
        var app = builder.Build();
        app.Run(context =>
        {
            _asked.Enqueue((context.Request.Method, context.Request.Path, context.Request.Headers.Cookie.ToString(), context.Features.Get<IConnectionSocketFeature>()!.Socket.RemoteEndPoint!.ToString()!));
            context.Response.ContentType = "text/plain";
            return context.Response.WriteAsync("Contact: mailto:sec@shop.example\nExpires: 2099-01-01T00:00:00Z\n");
        });
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
