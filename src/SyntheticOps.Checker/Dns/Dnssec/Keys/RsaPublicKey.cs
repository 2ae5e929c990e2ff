using System.Buffers.Binary;
using System.Numerics;
using System.Security.Cryptography;

namespace SyntheticOps.Checker.Dns.Dnssec.Keys;

/// <summary>RSA as RFC 3110 writes it: length of the exponent in one octet or three, exponent, modulus.</summary>
internal sealed class RsaPublicKey(RSA key, HashAlgorithmName hash) : IPublicKey
{
    /// <summary>OpenSSL refuses longer exponents for long keys; signers use three octets.</summary>
    private const int LongestExponent = 8;

    /// <summary>Beyond it a verification is work for the attacker's benefit only.</summary>
    private const int LongestModulus = 16_384 / 8;

    private readonly Lock _one = new();

    public static RsaPublicKey? Read(byte[] octets, HashAlgorithmName hash)
    {
        if (!Split(octets, out var exponent, out var modulus) || exponent.Length is 0 or > LongestExponent || modulus.Length is 0 or > LongestModulus)
        {
            return null;
        }

        var key = RSA.Create();
        key.ImportParameters(new RSAParameters { Exponent = exponent.ToArray(), Modulus = modulus.ToArray() });
        return new RsaPublicKey(key, hash);
    }

    /// <summary>Bits of the modulus; null for what is no key.</summary>
    public static int? BitsOf(byte[] octets) => Split(octets, out _, out var modulus) && modulus.Length > 0
        ? (modulus.Length * 8) - BitOperations.LeadingZeroCount((uint)modulus[0] << 24)
        : null;

    public bool Verify(ReadOnlySpan<byte> signed, ReadOnlySpan<byte> signature)
    {
        lock (_one)
        {
            return key.VerifyData(signed, signature, hash, RSASignaturePadding.Pkcs1);
        }
    }

    private static bool Split(ReadOnlySpan<byte> octets, out ReadOnlySpan<byte> exponent, out ReadOnlySpan<byte> modulus)
    {
        exponent = [];
        modulus = [];
        var at = octets is [0, ..] ? 3 : 1;
        if (octets.Length < at)
        {
            return false;
        }

        var length = at == 1 ? octets[0] : BinaryPrimitives.ReadUInt16BigEndian(octets[1..]);
        if (octets.Length < at + length)
        {
            return false;
        }

        exponent = octets.Slice(at, length).TrimStart((byte)0);
        modulus = octets[(at + length)..].TrimStart((byte)0);
        return true;
    }
}
