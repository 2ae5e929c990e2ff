using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

public sealed class HttpCheckTlsTests : IDisposable
{
    private const string Ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Run_CertificateOfTheSitesOwnAuthority_IsTrustedForThatSiteOnly()
    {
        using var certificate = _certificates.Issue();
        await using var server = new RawServer(Ok, certificate);

        (await Probe.CheckAsync(server.Url, ca: _certificates.File)).Outcome.ShouldBe(Outcome.Up);
        (await Probe.CheckAsync(server.Url)).Findings.ShouldHaveSingleItem().Code.ShouldBe("chain-incomplete");
    }

    [Theory]
    [InlineData(-30, -1, "127.0.0.1", false, "cert-expired")]
    [InlineData(2, 30, "127.0.0.1", false, "cert-not-yet-valid")]
    [InlineData(-1, 30, "other.example", false, "cert-name-mismatch")]
    [InlineData(-1, 30, "127.0.0.1", true, "cert-self-signed")]
    public async Task Run_FaultyCertificate_IsNamed(int from, int to, string name, bool selfSigned, string code)
    {
        using var certificate = _certificates.Issue(from, to, name, selfSigned);
        await using var server = new RawServer(Ok, certificate);

        var result = await Probe.CheckAsync(server.Url, ca: _certificates.File);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "secure_connection_error"));
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe(code);
        result.Message.ShouldBe(result.Findings[0].Text);
        server.Connections.ShouldBe(1);
    }

    [Fact]
    public async Task Run_Expired_SaysTheDay()
    {
        using var certificate = _certificates.Issue(-30, -1);
        await using var server = new RawServer(Ok, certificate);

        var result = await Probe.CheckAsync(server.Url, ca: _certificates.File);

        var day = certificate.NotAfter.ToUniversalTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        result.Message.ShouldBe($"The certificate of 127.0.0.1 expired on {day}.");
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("")]
    public async Task Run_NoTlsBehindHttps_IsSecureConnectionError(string answer)
    {
        await using var server = new RawServer(answer) { ReadsHead = false };

        var result = await Probe.CheckAsync(new Uri($"https://127.0.0.1:{server.Port}/"));

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, "secure_connection_error"));
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe("tls-handshake-failed");
    }

    [Fact]
    public async Task Fetch_Http2_HasFactsAndEveryPhase()
    {
        await using var app = await StartAsync(context =>
        {
            context.Response.Headers.Append("Set-Cookie", new Microsoft.Extensions.Primitives.StringValues(["a=1", "b=2"]));
            return context.Response.WriteAsync(context.Request.Protocol);
        });
        var url = new Uri(app.Urls.Single());

        var exchange = await new HttpTransport(new ProbeDialer(TimeProvider.System), TimeProvider.System).FetchAsync(
            new HttpFetch(url), Probe.Run(Probe.SiteOf(url, _certificates.File), Probe.Definition(null)), TestContext.Current.CancellationToken);

        exchange.Failure.ShouldBeNull();
        exchange.Text().ShouldBe("HTTP/2");
        exchange.Protocol.ShouldBe(new Version(2, 0));
        exchange.HeaderValues("set-cookie").ShouldBe(["a=1", "b=2"]);
        exchange.Tls!.Version.ShouldBe("1.3");
        exchange.Tls.Alpn.ShouldBe("h2");
        exchange.Tls.Issuer.ShouldBe("CN=Test authority");
        exchange.Peer!.Port.ShouldBe(url.Port);
        new[] { exchange.Timings.Connect, exchange.Timings.Tls, exchange.Timings.Processing, exchange.Timings.Transfer }
            .ShouldAllBe(time => time > TimeSpan.Zero);
        exchange.Timings.Total.ShouldBeGreaterThan(exchange.Timings.Tls + exchange.Timings.Processing);
    }

    /// <summary>RFC 9113 section 7: INTERNAL_ERROR and CANCEL are a server that gives up; PROTOCOL_ERROR is one that blames us, or breaks the rules.</summary>
    [Theory]
    [InlineData(2, "response_ended", "http-no-answer")]
    [InlineData(8, "response_ended", "http-no-answer")]
    [InlineData(1, "response_invalid", "http2-broken")]
    public async Task Run_Http2Reset_SaysWhoseFaultItIs(int error, string reason, string code)
    {
        await using var app = await StartAsync(context =>
        {
            context.Features.Get<IHttpResetFeature>()!.Reset(error);
            return Task.CompletedTask;
        });

        var result = await Probe.CheckAsync(new Uri(app.Urls.Single()), ca: _certificates.File);

        (result.Outcome, result.Reason).ShouldBe((Outcome.Down, reason));
        result.Findings.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public async Task Run_HandshakeThatNeverEnds_IsATimeoutInTls()
    {
        await using var server = new RawServer(Ok);

        var result = await Probe.CheckAsync(new Uri($"https://127.0.0.1:{server.Port}/"), timeout: TimeSpan.FromSeconds(2));

        (result.Reason, result.Message).ShouldBe(("timeout", "The TLS handshake with 127.0.0.1 did not finish within 2s."));
    }

    private async Task<WebApplication> StartAsync(RequestDelegate answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.UseHttps(_certificates.Issue())));
        var app = builder.Build();
        app.Run(answer);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return app;
    }
}
