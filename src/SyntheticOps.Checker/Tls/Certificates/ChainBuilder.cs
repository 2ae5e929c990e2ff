using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>
/// Builds the chain from exactly what the server sent and the trusted roots: nothing is downloaded, and no certificate that
/// this machine happens to know hides a missing one.
/// </summary>
internal sealed class ChainBuilder(TimeProvider clock)
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private const X509ChainStatusFlags NotJudgedHere =
        X509ChainStatusFlags.NotTimeValid | X509ChainStatusFlags.NotTimeNested | X509ChainStatusFlags.RevocationStatusUnknown | X509ChainStatusFlags.OfflineRevocation;

    /// <summary>Null when the system does not trust it and the site's own authority cannot be read, so that nobody can tell.</summary>
    /// <param name="sent">DER; the first is the leaf.</param>
    public ChainFacts? Build(IReadOnlyList<ReadOnlyMemory<byte>> sent, Site site)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            foreach (var der in sent)
            {
                if (Load(der) is { } certificate)
                {
                    certificates.Add(certificate);
                }
            }

            var byPublic = Build(certificates, [.. TrustedRoots.For(certificates)], Trust.Public);
            return byPublic.Trust != Trust.None || site.CaFile is not { } file ? byPublic : BuildByOwn(certificates, file);
        }
        finally
        {
            Dispose(certificates);
        }
    }

    private ChainFacts? BuildByOwn(X509Certificate2Collection sent, string file)
    {
        try
        {
            var own = AuthorityFile.Read(file);
            return own.Count > 0 ? Build(sent, own, Trust.Own) : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            return null;
        }
    }

    private ChainFacts Build(X509Certificate2Collection sent, X509Certificate2Collection roots, Trust trust)
    {
        using var chain = new X509Chain
        {
            ChainPolicy = new X509ChainPolicy
            {
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                VerificationTime = clock.GetUtcNow().UtcDateTime,
                ApplicationPolicy = { new Oid(ServerAuthentication) },
            },
        };
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(sent);
        chain.Build(sent[0]);
        var problems = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) & ~NotJudgedHere;
        var path = chain.ChainElements.Select(element => CertificateReader.Read(element.Certificate)).ToList();
        foreach (var element in chain.ChainElements)
        {
            element.Certificate.Dispose();
        }

        // A leaf that may not serve is judged by its own rule.
        var trusted = problems is X509ChainStatusFlags.NoError or X509ChainStatusFlags.NotValidForUsage;
        return new ChainFacts(trusted ? trust : Trust.None, path, problems);
    }

    private static X509Certificate2? Load(ReadOnlyMemory<byte> der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der.Span);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static void Dispose(X509Certificate2Collection certificates)
    {
        foreach (var certificate in certificates)
        {
            certificate.Dispose();
        }
    }
}
