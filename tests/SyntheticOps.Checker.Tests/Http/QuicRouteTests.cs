using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>`protocol: 3`: over QUIC where its library is, and a clear unknown where it is not, never the site's fault.</summary>
public sealed class QuicRouteTests
{
    private const string Yaml = "{http: {expect: {protocol: 3}}}";

    [Fact]
    public async Task Run_Quic_AnswersOverHttp3()
    {
        Assert.SkipUnless(QuicRoute.IsSupported, "libmsquic is not installed (no package registry of this machine has it), so HTTP/3 cannot be spoken here");
        using var authority = new TestCertificates();
        using var certificate = authority.Issue(name: "shop.test");
        await using var server = await StartAsync(certificate);
        var url = new Uri($"https://shop.test:{server.Urls.Select(text => new Uri(text)).Single().Port}/");
        var dialer = new ProbeDialer(TimeProvider.System, (_, _) => Task.FromResult(new[] { IPAddress.Loopback }));

        var result = await Probe.CheckAsync(Probe.SiteOf(url, authority.File), Yaml, TimeSpan.FromSeconds(30), dialer);

        (result.Outcome, result.Message).ShouldBe((Outcome.Up, null));
        result.Attributes["network.peer.address"].ShouldBe("127.0.0.1");
        (await Probe.CheckAsync(Probe.SiteOf(url), Yaml, TimeSpan.FromSeconds(30), dialer)).Reason.ShouldBe(Reasons.SecureConnectionError);
    }

    [Fact]
    public async Task Run_NoLibrary_IsUnknownAndNamesIt()
    {
        Assert.SkipWhen(QuicRoute.IsSupported, "libmsquic is installed");
        await using var server = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");

        var result = await Probe.CheckAsync(new UriBuilder(server.Url) { Scheme = "https" }.Uri, Yaml);

        (result.Outcome, result.Reason, result.Findings.Count).ShouldBe((Outcome.Unknown, Reasons.CannotVerify, 0));
        result.Message.ShouldBe("HTTP/3 cannot be tried here: the library libmsquic is missing or too old; install it where this probe runs.");
        server.Connections.ShouldBe(0);
    }

    [Theory]
    [InlineData("{http: {url: 'https://shop.example', expect: {protocol: [2, 3]}}}", "3 stands alone")]
    [InlineData("{http: {url: 'http://shop.example', expect: {protocol: 3}}}", "protocol 3 needs https")]
    [InlineData("{http: {expect: {protocol: 4}}}", "is not one of 1.0, 1.1, 2, 3")]
    public void Create_Mistake_IsReported(string yaml, string said) => Probe.Mistakes(yaml).ShouldContain(line => line.Contains(said, StringComparison.Ordinal));

    private static async Task<WebApplication> StartAsync(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().UseQuic();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen =>
        {
            listen.Protocols = HttpProtocols.Http3;
            listen.UseHttps(certificate);
        }));
        var app = builder.Build();
        app.MapGet("/", (HttpContext context) => Results.Text(context.Request.Protocol));
        await app.StartAsync();
        return app;
    }
}
