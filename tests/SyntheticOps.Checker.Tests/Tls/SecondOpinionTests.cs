using System.Globalization;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>OpenSSL's own judgement of the same servers; where it is known to be laxer than browsers, it is not asked.</summary>
public sealed class SecondOpinionTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData("good", "", "0 (ok)")]
    [InlineData("expired", "cert-expired", "10 (certificate has expired)")]
    [InlineData("future", "cert-not-yet-valid", "9 (certificate is not yet valid)")]
    [InlineData("self-signed", "cert-self-signed", "18 (self-signed certificate)")]
    [InlineData("wrong-name", "cert-name-mismatch", "62 (hostname mismatch)")]
    [InlineData("missing-intermediate", "chain-incomplete", "20 (unable to get local issuer certificate)|21 (unable to verify the first certificate)")]
    [InlineData("usage", "cert-eku-wrong", "26 (unsuitable certificate purpose)|26 (unsupported certificate purpose)")]
    public async Task Run_Fixture_AgreesWithOpenssl(string fixture, string code, string verdict)
    {
        using var leaf = _authority.Issue(fixture switch
        {
            "expired" => new() { From = TimeSpan.FromDays(-90), To = TimeSpan.FromDays(-1) },
            "future" => new() { From = TimeSpan.FromDays(2) },
            "self-signed" => new() { SelfSigned = true },
            "wrong-name" => new() { Names = ["other.example"] },
            "usage" => new() { Usage = "1.3.6.1.5.5.7.3.2" },
            _ => new Leaf(),
        });
        await using var server = TlsServer.Of(leaf, fixture is "self-signed" or "missing-intermediate" ? [] : [_authority.Intermediate]);

        var ours = await TlsProbe.CheckAsync(server.Port, _authority);
        var theirs = await ClientAsync(server.Port);

        ours.Codes().ShouldBe(code);
        verdict.Split('|').ShouldContain(words => theirs.Contains($"Verify return code: {words}", StringComparison.Ordinal), theirs);
    }

    [Fact]
    public async Task Run_Handshake_IsTheOneOpensslMakes()
    {
        using var leaf = _authority.Issue(new Leaf());
        await using var server = TlsServer.Of(leaf, [_authority.Intermediate]);

        var ours = await TlsProbe.CheckAsync(server.Port, _authority);
        var theirs = await ClientAsync(server.Port);
        var dates = await DatesAsync(leaf.ExportCertificatePem());

        theirs.ShouldContain($"New, TLSv{ours.Attributes["tls.protocol.version"]}, Cipher is {ours.Attributes["tls.cipher"]}");
        var until = DateTimeOffset.Parse((string)ours.Attributes["tls.server.not_after"], CultureInfo.InvariantCulture);
        dates.ShouldContain("notAfter=" + until.ToString("MMM d HH:mm:ss yyyy", CultureInfo.InvariantCulture).Replace(" ", "~", StringComparison.Ordinal));
    }

    private Task<string> ClientAsync(int port) => OpensslServer.RunAsync(
        "s_client", "-connect", string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{port}"), "-servername", Leaf.Host, "-verify_hostname", Leaf.Host, "-purpose", "sslserver",
        "-CAfile", _authority.File);

    /// <summary>As OpenSSL prints them, each run of blanks as one mark.</summary>
    private async Task<string> DatesAsync(string pem)
    {
        var file = Files.Write(Path.Combine(_authority.Folder, "seen.pem"), pem);
        var text = await OpensslServer.RunAsync("x509", "-in", file, "-noout", "-dates");
        return string.Join('~', text.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
