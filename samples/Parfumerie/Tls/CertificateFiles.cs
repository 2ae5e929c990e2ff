using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Tls;

/// <summary>Keeps certificates in the data folder: `NAME.pem` to hand out, `NAME.key` (0600) to keep.</summary>
internal sealed class CertificateFiles(DataFolder data)
{
    /// <summary>The kept certificate with its key; null when it is missing, damaged or ends before <paramref name="mustLast"/>.</summary>
    public X509Certificate2? Find(string name, DateTimeOffset mustLast)
    {
        if (!File.Exists(Certificate(name)) || !File.Exists(Key(name)))
        {
            return null;
        }

        try
        {
            var certificate = X509Certificate2.CreateFromPemFile(Certificate(name), Key(name));
            if (certificate.NotAfter.ToUniversalTime() > mustLast)
            {
                return certificate;
            }

            certificate.Dispose();
            return null;
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    public void Save(string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The certificate has no ECDSA key.");
        OwnerOnly.WriteAllText(Key(name), key.ExportPkcs8PrivateKeyPem() + "\n");
        OwnerOnly.WriteAllText(Certificate(name), certificate.ExportCertificatePem() + "\n");
    }

    private string Certificate(string name) => data.File(name + ".pem");

    private string Key(string name) => data.File(name + ".key");
}
