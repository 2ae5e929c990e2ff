using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>Digests that DS records hold (RFC 4034 section 5.1.4, RFC 4509, RFC 6605).</summary>
internal static class KeyDigest
{
    public const int Sha1 = 1;
    public const int Sha256 = 2;
    public const int Sha384 = 4;

    /// <summary>Over the owner in lower case and the key's data; null for a digest that is not known here.</summary>
    [SuppressMessage("Security", "CA5350", Justification = "Old DS records hold SHA-1; a finding says so.")]
    public static byte[]? Of(DnsName owner, KeyData key, int digest)
    {
        byte[] octets = [.. DataWriter.Lowered(owner), .. DataWriter.Canonical(RecordType.DNSKEY, key)];
        return digest switch
        {
            Sha1 => SHA1.HashData(octets),
            Sha256 => SHA256.HashData(octets),
            Sha384 => SHA384.HashData(octets),
            _ => null,
        };
    }

    /// <summary>The DS of a key.</summary>
    public static DigestData Ds(DnsName owner, KeyData key, int digest) =>
        new([ZoneKey.TagOf(key), key.Algorithm, digest], Of(owner, key, digest) ?? throw new ArgumentOutOfRangeException(nameof(digest)));
}
