using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Keys;

/// <summary>Every algorithm that can be verified, one line each.</summary>
internal static class PublicKeys
{
    /// <summary>Null for an algorithm that is not known here and for octets that are no key of it.</summary>
    public static IPublicKey? Read(KeyData key)
    {
        try
        {
            return key.Algorithm switch
            {
                5 or 7 => RsaPublicKey.Read(key.Key, HashAlgorithmName.SHA1),
                8 => RsaPublicKey.Read(key.Key, HashAlgorithmName.SHA256),
                10 => RsaPublicKey.Read(key.Key, HashAlgorithmName.SHA512),
                13 => EllipticPublicKey.Read(key.Key, ECCurve.NamedCurves.nistP256, HashAlgorithmName.SHA256, 32),
                14 => EllipticPublicKey.Read(key.Key, ECCurve.NamedCurves.nistP384, HashAlgorithmName.SHA384, 48),
                15 => EdwardsPublicKey.Read25519(key.Key),
                16 => EdwardsPublicKey.Read448(key.Key),
                _ => null,
            };
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // A point off the curve, an even modulus: no signature can be made with it.
            return null;
        }
    }
}
