using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Dnssec.Keys;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec;

/// <summary>One DNSKEY with its tag, ready to verify.</summary>
internal sealed class ZoneKey(KeyData data)
{
    private const ushort ZoneFlag = 0x0100;
    private const ushort RevokeFlag = 0x0080;
    private const byte OnlyProtocol = 3;
    private const byte RsaMd5 = 1;

    private readonly Lazy<IPublicKey?> _key = new(() => PublicKeys.Read(data));

    public KeyData Data => data;

    public ushort Tag { get; } = TagOf(data);

    public int Algorithm => data.Algorithm;

    /// <summary>RFC 5011: its holder gave it up.</summary>
    public bool IsRevoked => (data.Flags & RevokeFlag) != 0;

    /// <summary>May sign the zone (RFC 4034 section 2.1).</summary>
    public bool IsUsable => (data.Flags & ZoneFlag) != 0 && data.Protocol == OnlyProtocol && !IsRevoked;

    /// <summary>Bits of an RSA key; null for others and for what is no key.</summary>
    public int? RsaBits => DnssecAlgorithms.IsRsa(Algorithm) ? RsaPublicKey.BitsOf(data.Key) : null;

    /// <summary>The key as it was before it was revoked.</summary>
    public KeyData Unrevoked => data with { Flags = (ushort)(data.Flags & ~RevokeFlag) };

    /// <summary>False too for what is no key at all.</summary>
    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        try
        {
            return _key.Value?.Verify(signed, signature) == true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    public bool IsNamedBy(DnsName zone, DigestData ds) => IsNamedBy(zone, data, ds);

    public static bool IsNamedBy(DnsName zone, KeyData key, DigestData ds) =>
        ds.Numbers[0] == TagOf(key) && ds.Numbers[1] == key.Algorithm && KeyDigest.Of(zone, key, ds.Numbers[2])?.AsSpan().SequenceEqual(ds.Octets) == true;

    /// <summary>RFC 4034 appendix B; RSA/MD5 has its own way.</summary>
    public static ushort TagOf(KeyData key)
    {
        if (key.Algorithm == RsaMd5)
        {
            return key.Key is [.., var high, var low, _] ? (ushort)((high << 8) | low) : (ushort)0;
        }

        var sum = 0u;
        var octets = DataWriter.Canonical(RecordType.DNSKEY, key);
        for (var i = 0; i < octets.Length; i++)
        {
            sum += (i & 1) == 0 ? (uint)octets[i] << 8 : octets[i];
        }

        return (ushort)(sum + (sum >> 16));
    }
}
