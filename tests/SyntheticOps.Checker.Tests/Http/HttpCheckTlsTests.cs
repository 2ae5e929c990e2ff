using System.Globalization;
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
        await using var server = new RawServer(async (stream, _, token) => await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(answer), token), null);
        // The server waits for a request head that never comes, so it is told to answer whatever arrives.
        var result = await Probe.CheckAsync(new Uri($"https://127.0.0.1:{server.Port}/"), timeout: TimeSpan.FromMilliseconds(500));

        result.Outcome.ShouldBe(Outcome.Down);
        result.Reason.ShouldBeOneOf("secure_connection_error", "timeout");
    }

    [Fact]
    public async Task Run_HandshakeThatNeverEnds_IsATimeoutInTls()
    {
        await using var server = new RawServer(Ok);

        var result = await Probe.CheckAsync(new Uri($"https://127.0.0.1:{server.Port}/"), timeout: TimeSpan.FromMilliseconds(300));

        (result.Reason, result.Message).ShouldBe(("timeout", "The TLS handshake with 127.0.0.1 did not finish within 300ms."));
    }
}
