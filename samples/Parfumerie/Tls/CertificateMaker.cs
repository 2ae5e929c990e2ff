using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Parfumerie.Tls;

/// <summary>Makes the local certificate authority and the certificates that it signs: ECDSA P-256, SHA-256.</summary>
internal static class CertificateMaker
{
    /// <summary>How long the authority lasts.</summary>
    public static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);

    /// <summary>How long a certificate lasts: what browsers accept at most (398 days).</summary>
    public static readonly TimeSpan LeafLife = TimeSpan.FromDays(397);

    /// <summary>The authority begins earlier, so that it may sign a certificate that has ended.</summary>
    private static readonly TimeSpan Past = TimeSpan.FromDays(90);

    public static X509Certificate2 Authority(DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=THE PARFUMERIEE local authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return request.CreateSelfSigned(now - Past, now + AuthorityLife);
    }

    public static X509Certificate2 Leaf(CertificateKind kind, X509Certificate2 authority, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=THE PARFUMERIEE", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false)); // serverAuth
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(Names(kind));
        var (from, to) = kind == CertificateKind.Expired
            ? (now - TimeSpan.FromDays(60), now - TimeSpan.FromDays(1))
            : (now - TimeSpan.FromDays(1), now + LeafLife);
        if (kind == CertificateKind.SelfSigned)
        {
            return request.CreateSelfSigned(from, to);
        }

        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using var signed = request.Create(authority, from, to, RandomNumberGenerator.GetBytes(16));
        return signed.CopyWithPrivateKey(key);
    }

    private static X509Extension Names(CertificateKind kind)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (kind == CertificateKind.WrongName)
        {
            names.AddDnsName("another-shop.example");
            return names.Build();
        }

        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        names.AddIpAddress(IPAddress.IPv6Loopback);
        return names.Build();
    }
}
