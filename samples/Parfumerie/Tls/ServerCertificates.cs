using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Tls;

/// <summary>The certificates of the https endpoint. Each handshake asks for the current one, so a change needs no restart.</summary>
internal sealed class ServerCertificates : IDisposable
{
    /// <summary>Clients are told to trust `ca.pem`.</summary>
    public const string AuthorityName = "ca";

    public const string LeafName = "localhost";

    /// <summary>A certificate that ends sooner is made anew at start.</summary>
    private static readonly TimeSpan Renewal = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _authority;
    private readonly ConcurrentDictionary<CertificateKind, X509Certificate2> _made = [];
    private readonly TimeProvider _clock;
    private volatile CertificateKind _kind;

    public ServerCertificates(DataFolder data, TimeProvider clock)
    {
        _clock = clock;
        var (files, now) = (new CertificateFiles(data), clock.GetUtcNow());
        var kept = files.Find(AuthorityName, now + CertificateMaker.LeafLife);
        _authority = kept ?? CertificateMaker.Authority(now);
        if (kept is null)
        {
            files.Save(AuthorityName, _authority);
        }

        var leaf = files.Find(LeafName, now + Renewal);
        if (leaf is null || kept is null)
        {
            leaf?.Dispose();
            leaf = CertificateMaker.Leaf(CertificateKind.Good, _authority, now);
            files.Save(LeafName, leaf);
        }

        _made[CertificateKind.Good] = Usable(leaf);
    }

    public X509Certificate2 Current => Get(_kind);

    /// <summary>Every handshake from now on shows that one.</summary>
    public void Show(CertificateKind kind)
    {
        Get(kind);
        _kind = kind;
    }

    public void Dispose()
    {
        _authority.Dispose();
        foreach (var certificate in _made.Values)
        {
            certificate.Dispose();
        }
    }

    private X509Certificate2 Get(CertificateKind kind) =>
        _made.GetOrAdd(kind, wanted => Usable(CertificateMaker.Leaf(wanted, _authority, _clock.GetUtcNow())));

    /// <summary>Windows' TLS does not take a key that lives in memory only; the way through PKCS #12 gives it one that it takes.</summary>
    private static X509Certificate2 Usable(X509Certificate2 certificate)
    {
        if (!OperatingSystem.IsWindows())
        {
            return certificate;
        }

        using (certificate)
        {
            return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}
