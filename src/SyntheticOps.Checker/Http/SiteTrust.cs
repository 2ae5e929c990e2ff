using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Judges a server's certificate: the system's authorities and, for this site only, the one of its `ca` file. No
/// certificate, revocation list or OCSP answer is ever fetched.
/// </summary>
internal sealed class SiteTrust(Site site, string host, DateTimeOffset now)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>What was wrong; null when the certificate was accepted or none was seen.</summary>
    public CertificateFault? Fault { get; private set; }

    public static X509ChainPolicy SystemPolicy => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        ApplicationPolicy = { new Oid(ServerAuthentication) },
    };

    public bool Validate(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf)
        {
            return false;
        }

        var statuses = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) && OwnAuthority() is { Count: > 0 } authority)
        {
            statuses = Rebuild(leaf, chain, authority);
        }

        var trusted = !errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) || statuses == X509ChainStatusFlags.NoError;
        if (trusted && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return true;
        }

        Fault = CertificateFault.Judge(leaf, host, now, statuses, nameMatches: !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch));
        return false;
    }

    private static X509ChainStatusFlags Rebuild(X509Certificate2 leaf, X509Chain? chain, X509Certificate2Collection authority)
    {
        using var own = new X509Chain { ChainPolicy = SystemPolicy };
        own.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        own.ChainPolicy.CustomTrustStore.AddRange(authority);
        own.ChainPolicy.ExtraStore.AddRange(chain?.ChainPolicy.ExtraStore ?? []);
        return own.Build(leaf)
            ? X509ChainStatusFlags.NoError
            : own.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
    }

    /// <summary>Read at each connection: the file may come, or be renewed, after the start.</summary>
    private X509Certificate2Collection OwnAuthority()
    {
        var authority = new X509Certificate2Collection();
        try
        {
            if (site.CaFile is { } file)
            {
                authority.ImportFromPemFile(file);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Then only the system's authorities count, and the finding says that the certificate is not trusted.
        }

        return authority;
    }
}
