using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tests.Tls;

/// <summary>A root and an intermediate made at test time, and whatever leaf a test asks for.</summary>
internal sealed class TestAuthority : IDisposable
{
    public static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    public TestAuthority(string name = "Test", int intermediateDays = 1000, Action<CertificateRequest>? intermediate = null)
    {
        Folder = Directory.CreateTempSubdirectory("synops-tls-").FullName;
        Root = Make($"CN={name} root", null, -2000, 2000, request => request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true)));
        Intermediate = Make($"CN={name} intermediate", Root, -1500, intermediateDays, request =>
        {
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, true));
            intermediate?.Invoke(request);
        });
        File = Path.Combine(Folder, "root.pem");
        System.IO.File.WriteAllText(File, Root.ExportCertificatePem());
    }

    public string Folder { get; }

    public X509Certificate2 Root { get; }

    public X509Certificate2 Intermediate { get; }

    /// <summary>PEM of the root.</summary>
    public string File { get; }

    public X509Certificate2 Issue(Leaf leaf)
    {
        using var elliptic = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var rsa = leaf.RsaBits > 0 ? RSA.Create(leaf.RsaBits) : null;
        var subject = new X500DistinguishedName(leaf.Subject);
        var request = rsa is null
            ? new CertificateRequest(subject, leaf.Key ?? new PublicKey(elliptic), HashAlgorithmName.SHA256)
            : new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        leaf.Describe(request);
        var (from, to) = (Now + leaf.From, Now + leaf.To);
        if (leaf.SelfSigned)
        {
            using var own = request.Create(subject, X509SignatureGenerator.CreateForECDsa(elliptic), from, to, [1, 2, 3]);
            return own.CopyWithPrivateKey(elliptic);
        }

        var issuer = leaf.ByRoot ? Root : Intermediate;
        using var key = issuer.GetECDsaPrivateKey()!;
        var issued = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(key), from, to, RandomNumberGenerator.GetBytes(8));
        return leaf.Key is not null ? issued : rsa is null ? issued.CopyWithPrivateKey(elliptic) : issued.CopyWithPrivateKey(rsa);
    }

    public void Dispose()
    {
        Root.Dispose();
        Intermediate.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static X509Certificate2 Make(string subject, X509Certificate2? issuer, int from, int to, Action<CertificateRequest> describe)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        describe(request);
        if (issuer is null)
        {
            return request.CreateSelfSigned(Now.AddDays(from), Now.AddDays(to));
        }

        using var issued = request.Create(issuer, Now.AddDays(from), Now.AddDays(to), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }
}

/// <summary>What a leaf is to be like; the default is in order.</summary>
internal sealed record Leaf
{
    public const string Host = "shop.test";

    public string Subject { get; init; } = "CN=server";

    public IReadOnlyList<string> Names { get; init; } = [Host];

    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>A dNSName that no library would write.</summary>
    public string? RawName { get; init; }

    public TimeSpan From { get; init; } = TimeSpan.FromDays(-10);

    public TimeSpan To { get; init; } = TimeSpan.FromDays(80);

    public bool SelfSigned { get; init; }

    public bool ByRoot { get; init; }

    public int RsaBits { get; init; }

    /// <summary>A foreign key; the private one is elsewhere.</summary>
    public PublicKey? Key { get; init; }

    public string? Usage { get; init; } = "1.3.6.1.5.5.7.3.1";

    public bool IsAuthority { get; init; }

    public bool MustStaple { get; init; }

    /// <summary>Further extensions.</summary>
    public IReadOnlyList<X509Extension> More { get; init; } = [];

    public void Describe(CertificateRequest request)
    {
        if (Names.Count + Addresses.Count > 0)
        {
            var names = new SubjectAlternativeNameBuilder();
            foreach (var name in Names)
            {
                names.AddDnsName(name);
            }

            foreach (var address in Addresses)
            {
                names.AddIpAddress(IPAddress.Parse(address));
            }

            request.CertificateExtensions.Add(names.Build());
        }

        if (RawName is not null)
        {
            var name = System.Text.Encoding.ASCII.GetBytes(RawName);
            request.CertificateExtensions.Add(new X509Extension("2.5.29.17", [0x30, (byte)(name.Length + 2), 0x82, (byte)name.Length, .. name], false));
        }

        if (Usage is not null)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(Usage)], false));
        }

        if (MustStaple)
        {
            request.CertificateExtensions.Add(new X509Extension("1.3.6.1.5.5.7.1.24", [0x30, 3, 2, 1, 5], false));
        }

        foreach (var extension in More)
        {
            request.CertificateExtensions.Add(extension);
        }

        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(IsAuthority, false, 0, true));
    }
}
