using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>Customers over TLS on the listener `http`: HTTP/2 by negotiation, TLS 1.2 at least.</summary>
public sealed class TlsTests : IDisposable
{
    private readonly TempFolder _data = new();

    public void Dispose() => _data.Dispose();

    [Theory]
    [InlineData(SslProtocols.Tls12, "2.0")]
    [InlineData(SslProtocols.Tls13, "2.0")]
    [InlineData(SslProtocols.Tls13, "1.1")]
    public async Task Https_SpeaksBothVersions_AndTellsTheShop(SslProtocols protocol, string version)
    {
        await using var shop = await StubShop.StartAsync();
        await using var gateway = await StartAsync(shop.Url);
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { EnabledSslProtocols = protocol, RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=localhost" } };
        using var client = new HttpClient(handler) { BaseAddress = gateway.Customer.BaseAddress, DefaultRequestVersion = Version.Parse(version), DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact };

        using var answer = await client.GetAsync("/", RunningGateway.Token);

        (answer.StatusCode, answer.Version.ToString()).ShouldBe((HttpStatusCode.OK, version));
        shop.Seen.Single()["X-Forwarded-Proto"].ShouldBe("https");
    }

    private async Task<RunningGateway> StartAsync(string shop)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(_data.File("cert.pem"), certificate.ExportCertificatePem(), RunningGateway.Token);
        await File.WriteAllTextAsync(_data.File("key.pem"), key.ExportPkcs8PrivateKeyPem(), RunningGateway.Token);
        return await RunningGateway.StartAsync(
            _data, shop, null, "Kestrel:Endpoints:http:Url=https://127.0.0.1:0", $"Kestrel:Endpoints:http:Certificate:Path={_data.File("cert.pem")}", $"Kestrel:Endpoints:http:Certificate:KeyPath={_data.File("key.pem")}");
    }
}
