using System.Formats.Asn1;
using System.Globalization;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checker.Tests.Http;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>A certificate may name places to download its issuer, its revocation list and its OCSP answer from: none is ever visited, private or not.</summary>
public sealed class NoDownloadTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "chain-incomplete")]
    public async Task Run_CertificateThatNamesPlaces_VisitsNone(bool incomplete, string codes)
    {
        await using var place = new RawServer("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
        var url = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{place.Port}/");
        using var leaf = _authority.Issue(new Leaf { More = [Access(url), CertificateRevocationListBuilder.BuildCrlDistributionPointExtension([url + "list.crl"])] });
        await using var server = TlsServer.Of(leaf, incomplete ? [] : [_authority.Intermediate]);
        var site = TlsProbe.SiteOf(server.Port) with { CaFile = _authority.File, Url = new Uri($"https://shop.test:{server.Port}/") };
        var transport = new HttpTransport(new(TimeProvider.System, (_, _) => Task.FromResult(new[] { System.Net.IPAddress.Loopback })), TimeProvider.System);

        (await TlsProbe.CheckAsync(server.Port, _authority)).Codes().ShouldBe(codes);
        await Probe.CheckAsync(new HttpCheckType(transport), site, "{http: {}}", TimeSpan.FromSeconds(2));
        await Probe.CheckAsync(new HeadersCheckType(transport, TimeProvider.System), site, "{headers: {}}", TimeSpan.FromSeconds(2));

        place.Connections.ShouldBe(0);
        server.Connections.ShouldBeGreaterThan(2);
    }

    /// <summary>authorityInfoAccess with caIssuers and OCSP (RFC 5280 section 4.2.2.1).</summary>
    private static X509Extension Access(string url)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var (method, file) in new[] { ("1.3.6.1.5.5.7.48.2", "issuer.crt"), ("1.3.6.1.5.5.7.48.1", "ocsp") })
            {
                using (writer.PushSequence())
                {
                    writer.WriteObjectIdentifier(method);
                    writer.WriteOctetString(Encoding.ASCII.GetBytes(url + file), new Asn1Tag(TagClass.ContextSpecific, 6));
                }
            }
        }

        return new X509Extension("1.3.6.1.5.5.7.1.1", writer.Encode(), false);
    }
}
