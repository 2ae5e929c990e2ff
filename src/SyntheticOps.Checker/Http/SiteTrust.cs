using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Http;

/// <summary>
/// Judges a server's certificate: the system's authorities and, for this site only, the one of its `ca` file. No
/// certificate, revocation list or OCSP answer is ever fetched.
/// </summary>
internal sealed class SiteTrust(Site site, string host, DateTimeOffset now, RunTrust known)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    /// <summary>What was wrong; null when the certificate was accepted or none was seen.</summary>
    public CertificateFault? Fault { get; private set; }

    /// <summary>For the stream, which builds a chain of its own before it asks us: with no authority at all, so that it costs little.</summary>
    public static X509ChainPolicy NoAuthority => new()
    {
        RevocationMode = X509RevocationMode.NoCheck,
        DisableCertificateDownloads = true,
        TrustMode = X509ChainTrustMode.CustomRootTrust,
    };

    private static X509ChainPolicy SystemPolicy => new()
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

        var sent = chain?.ChainPolicy.ExtraStore ?? [];
        // A resumed session may not show again what came with the leaf.
        var verdict = known.Verdicts.GetOrAdd($"{host} {Convert.ToHexString(SHA256.HashData(leaf.RawDataMemory.Span))}", _ => Judge(leaf, sent));
        var nameMatches = !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch);
        if (verdict.IsTrusted && nameMatches)
        {
            return true;
        }

        Fault = CertificateFault.Judge(leaf, host, now, verdict.Statuses, nameMatches);
        return false;
    }

    /// <summary>The few authorities that can have issued it first; when that fails, the system's whole verdict, which also says why.</summary>
    private CertificateVerdict Judge(X509Certificate2 leaf, X509Certificate2Collection sent)
    {
        var key = TrustedChains.KeyOf(leaf, sent, AuthorityFile.StampOf(site.CaFile));
        if (TrustedChains.Contains(key, now))
        {
            return new CertificateVerdict(true, X509ChainStatusFlags.NoError);
        }

        var own = OwnAuthority();
        foreach (var roots in (X509Certificate2Collection[])[own, [.. TrustedRoots.For([leaf, .. sent])]])
        {
            if (roots.Count > 0 && Build(leaf, sent, roots, key) == X509ChainStatusFlags.NoError)
            {
                return new CertificateVerdict(true, X509ChainStatusFlags.NoError);
            }
        }

        var bySystem = Build(leaf, sent, null, key);
        return new CertificateVerdict(
            bySystem == X509ChainStatusFlags.NoError,
            bySystem != X509ChainStatusFlags.NoError && own.Count > 0 ? Build(leaf, sent, own, key) : bySystem);
    }

    private X509ChainStatusFlags Build(X509Certificate2 leaf, X509Certificate2Collection sent, X509Certificate2Collection? roots, string key)
    {
        using var chain = new X509Chain { ChainPolicy = SystemPolicy };
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        if (roots is not null)
        {
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        }

        if (chain.Build(leaf))
        {
            TrustedChains.Add(key, chain.ChainElements.Select(element => element.Certificate), now);
            return X509ChainStatusFlags.NoError;
        }

        return chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status);
    }

    private X509Certificate2Collection OwnAuthority()
    {
        try
        {
            return site.CaFile is { } file ? AuthorityFile.Read(file) : [];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Then only the system's authorities count, and the finding says that the certificate is not trusted.
            return [];
        }
    }
}
