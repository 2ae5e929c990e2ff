using System.Net;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Capture;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tests.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Network;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Headers;

/// <summary>The whole check against real servers on free ports.</summary>
public sealed class HeadersCheckTests : IDisposable
{
    private const string Good = "HTTP/1.1 200 OK\r\nContent-Security-Policy: default-src 'none'; frame-ancestors 'none'\r\nStrict-Transport-Security: max-age=63072000\r\n"
        + "X-Content-Type-Options: nosniff\r\nContent-Length: 2\r\n\r\nok";

    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task Run_GoodSiteWithRedirect_IsUp()
    {
        using var certificate = _certificates.Issue();
        await using var https = new RawServer(Good, certificate);
        await using var http = new RawServer($"HTTP/1.1 301 Moved\r\nLocation: {https.Url}\r\nContent-Length: 0\r\n\r\n");

        var result = await RunAsync(https, http);

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.Select(finding => finding.Code).ShouldNotContain("redirection-missing");
        result.Findings.Single(finding => finding.Code == "header-grade").Args[0].ShouldBe("A+");
    }

    [Fact]
    public async Task Run_HttpThatStays_IsAnErrorOfRedirection()
    {
        using var certificate = _certificates.Issue();
        await using var https = new RawServer(Good, certificate);
        await using var http = new RawServer(Good);

        var result = await RunAsync(https, http);

        result.Outcome.ShouldBe(Outcome.Degraded);
        result.Findings.ShouldContain(finding => finding.Code == "redirection-missing" && finding.Severity == Severity.Error);
    }

    [Fact]
    public async Task Run_InvalidCertificate_IsDownAndStillJudged()
    {
        using var certificate = _certificates.Issue(-30, -1);
        await using var https = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok", certificate);
        var baseline = Path.Combine(Path.GetTempPath(), $"synops-{Guid.NewGuid():n}.json");

        var result = await RunAsync(https, null, baseline);

        result.Outcome.ShouldBe(Outcome.Down);
        result.Reason.ShouldBe(Reasons.SecureConnectionError);
        result.Findings[0].Code.ShouldBe("cert-expired");
        result.Findings.Select(finding => finding.Code).ShouldContain("csp-not-implemented");
        result.Findings.Select(finding => finding.Code).ShouldContain("hsts-invalid-cert");
        File.Exists(baseline).ShouldBeFalse("an answer from nobody knows whom is not approved");
        https.Requests.ShouldAllBe(head => !head.Contains("Signature", StringComparison.OrdinalIgnoreCase) && !head.Contains("traceparent", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Run_OriginsReflectedWithCredentials_IsUniversalAccess()
    {
        using var certificate = _certificates.Issue();
        await using var https = new RawServer("", certificate) { Answer = Reflect };

        var result = await RunAsync(https, null);

        result.Findings.ShouldContain(finding => finding.Code == "cross-origin-resource-sharing-implemented-with-universal-access");
        https.Requests.Count(head => head.StartsWith("OPTIONS", StringComparison.Ordinal)).ShouldBe(3);
    }

    [Fact]
    public async Task Run_SilentHttpSide_DoesNotHarmTheRun()
    {
        using var certificate = _certificates.Issue();
        await using var https = new RawServer(Good, certificate);
        await using var http = new RawServer((_, _, token) => Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token));

        (await RunAsync(https, http, timeout: TimeSpan.FromSeconds(3))).Outcome.ShouldBe(Outcome.Up);
    }

    [Theory]
    [InlineData("https://shop.example/fr?a=b", "http://shop.example/fr?a=b")]
    [InlineData("http://shop.example/fr", "https://shop.example/fr")]
    [InlineData("https://shop.example:8443/", null)]
    public void CounterpartOf_Target_IsOnTheOtherUsualPort(string target, string? expected) =>
        HeadersCheckType.CounterpartOf(new Uri(target))?.AbsoluteUri.ShouldBe(expected);

    private static string Reflect(string head)
    {
        var origin = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Origin:", StringComparison.Ordinal))?[7..].Trim();
        return $"HTTP/1.1 200 OK\r\n{(origin is null ? "" : $"Access-Control-Allow-Origin: {origin}\r\nAccess-Control-Allow-Credentials: true\r\n")}Content-Length: 2\r\n\r\nok";
    }

    private async Task<CheckResult> RunAsync(RawServer https, RawServer? http, string? baseline = null, TimeSpan? timeout = null)
    {
        var site = Probe.SiteOf(https.Url, _certificates.File, own: true) with
        {
            Reach = [new(IPNetwork.Parse("127.0.0.1/32"), https.Port), new(IPNetwork.Parse("127.0.0.1/32"), http?.Port ?? 1)],
        };
        var options = new HeadersCheckOptions { Target = https.Url, Counterpart = http?.Url, Baseline = baseline, GradeAtLeast = null };
        var check = new HeadersCheck(new SiteCapture(new HttpTransport(new ProbeDialer(TimeProvider.System), TimeProvider.System), TimeProvider.System), options);
        var definition = Probe.Definition(timeout);
        using var limit = new CancellationTokenSource(definition.Timeout);
        return await check.RunAsync(Probe.Run(site, definition), limit.Token);
    }
}
