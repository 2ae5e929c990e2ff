using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tests.Http;

/// <summary>A small authority made at test time.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _root;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=Test authority", _key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _root = request.CreateSelfSigned(TimeProvider.System.GetUtcNow().AddYears(-1), TimeProvider.System.GetUtcNow().AddYears(1));
        File = Path.Combine(Path.GetTempPath(), $"synops-{RandomNumberGenerator.GetHexString(16)}.pem");
        System.IO.File.WriteAllText(File, _root.ExportCertificatePem());
    }

    /// <summary>PEM of the authority.</summary>
    public string File { get; }

    /// <summary>A server certificate, valid from and to so many days from now.</summary>
    public X509Certificate2 Issue(int from = -1, int to = 30, string name = "127.0.0.1", bool selfSigned = false)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=server", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        if (System.Net.IPAddress.TryParse(name, out var address))
        {
            names.AddIpAddress(address);
        }
        else
        {
            names.AddDnsName(name);
        }

        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        var (start, end) = (now.AddDays(from), now.AddDays(to));
        if (selfSigned)
        {
            using var own = request.CreateSelfSigned(start, end);
            return X509CertificateLoader.LoadPkcs12(own.Export(X509ContentType.Pfx), null);
        }

        using var issued = request.Create(_root, start, end, RandomNumberGenerator.GetBytes(8)).CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(issued.Export(X509ContentType.Pfx), null);
    }

    public void Dispose()
    {
        _root.Dispose();
        _key.Dispose();
        System.IO.File.Delete(File);
    }
}
