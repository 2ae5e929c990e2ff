using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>A certificate for `localhost` that nobody signed, as files.</summary>
internal static class TestCertificate
{
    /// <returns>The gateway's settings for its listener `http`.</returns>
    public static async Task<(string Name, string Value)[]> WriteAsync(TempFolder folder)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        await File.WriteAllTextAsync(folder.File("cert.pem"), certificate.ExportCertificatePem(), RunningGateway.Token);
        await File.WriteAllTextAsync(folder.File("key.pem"), key.ExportPkcs8PrivateKeyPem(), RunningGateway.Token);
        return
        [
            ("Kestrel:Endpoints:http:Url", "https://127.0.0.1:0"), ("Kestrel:Endpoints:http:Certificate:Path", folder.File("cert.pem")),
            ("Kestrel:Endpoints:http:Certificate:KeyPath", folder.File("key.pem")),
        ];
    }
}
