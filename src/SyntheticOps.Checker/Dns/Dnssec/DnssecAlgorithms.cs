using System.Globalization;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>IANA's registries of DNSSEC algorithms and DS digests, as far as verdicts depend on them (RFC 9904, RFC 9905).</summary>
internal static class DnssecAlgorithms
{
    public const int RsaSha512 = 10;

    private static readonly Dictionary<int, string> Names = new()
    {
        [1] = "RSA/MD5",
        [3] = "DSA/SHA-1",
        [5] = "RSA/SHA-1",
        [6] = "DSA-NSEC3-SHA1",
        [7] = "RSASHA1-NSEC3-SHA1",
        [8] = "RSA/SHA-256",
        [RsaSha512] = "RSA/SHA-512",
        [12] = "GOST R 34.10-2001",
        [13] = "ECDSA P-256",
        [14] = "ECDSA P-384",
        [15] = "Ed25519",
        [16] = "Ed448",
        [17] = "SM2/SM3",
        [23] = "GOST R 34.10-2012",
    };

    /// <summary>Signatures that can be verified here. RSA/SHA-1 too: resolvers in use still do, so its faults still hurt.</summary>
    public static bool IsVerifiable(int algorithm) => algorithm is 5 or 7 or 8 or RsaSha512 or 13 or 14 or 15 or 16;

    public static bool IsDeprecated(int algorithm) => algorithm is 1 or 3 or 5 or 6 or 7 or 12;

    public static bool IsAssigned(int algorithm) => Names.ContainsKey(algorithm);

    public static bool IsRsa(int algorithm) => algorithm is 1 or 5 or 7 or 8 or RsaSha512;

    /// <summary>SHA-1, SHA-256, SHA-384.</summary>
    public static bool IsVerifiableDigest(int digest) => digest is KeyDigest.Sha1 or KeyDigest.Sha256 or KeyDigest.Sha384;

    public static string Name(int algorithm) => Names.TryGetValue(algorithm, out var name)
        ? string.Create(CultureInfo.InvariantCulture, $"{algorithm} ({name})")
        : algorithm.ToString(CultureInfo.InvariantCulture);
}
