using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace SyntheticOps.Checker.Tls.Certificates;

/// <summary>Verifies a signature by the algorithms that OCSP responders use.</summary>
internal static class SignatureVerifier
{
    public static bool IsSignedBy(X509Certificate2 signer, string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        try
        {
            return algorithm switch
            {
                "1.2.840.113549.1.1.11" => Rsa(signer, data, signature, HashAlgorithmName.SHA256),
                "1.2.840.113549.1.1.12" => Rsa(signer, data, signature, HashAlgorithmName.SHA384),
                "1.2.840.113549.1.1.13" => Rsa(signer, data, signature, HashAlgorithmName.SHA512),
                "1.2.840.10045.4.3.2" => Ecdsa(signer, data, signature, HashAlgorithmName.SHA256),
                "1.2.840.10045.4.3.3" => Ecdsa(signer, data, signature, HashAlgorithmName.SHA384),
                "1.2.840.10045.4.3.4" => Ecdsa(signer, data, signature, HashAlgorithmName.SHA512),
                _ => false,
            };
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static bool Rsa(X509Certificate2 signer, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var key = signer.GetRSAPublicKey();
        return key?.VerifyData(data, signature, hash, RSASignaturePadding.Pkcs1) == true;
    }

    private static bool Ecdsa(X509Certificate2 signer, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature, HashAlgorithmName hash)
    {
        using var key = signer.GetECDsaPublicKey();
        return key?.VerifyData(data, signature, hash, DSASignatureFormat.Rfc3279DerSequence) == true;
    }
}
