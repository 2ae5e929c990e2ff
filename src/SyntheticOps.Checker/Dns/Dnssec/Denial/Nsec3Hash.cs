using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Dns.Dnssec.Denial;

/// <summary>Hashes of names (RFC 5155 section 5): SHA-1, the only one there is.</summary>
internal static class Nsec3Hash
{
    public const byte Sha1 = 1;

    public const int Size = 20;

    private const int DigitBits = 5;

    [SuppressMessage("Security", "CA5350", Justification = "RFC 5155 knows no other; it hides names and guards nothing.")]
    public static byte[] Of(DnsName name, int iterations, byte[] salt)
    {
        var hash = SHA1.HashData([.. DataWriter.Lowered(name), .. salt]);
        for (var i = 0; i < iterations; i++)
        {
            hash = SHA1.HashData([.. hash, .. salt]);
        }

        return hash;
    }

    /// <summary>The hash that an owner's first label holds (RFC 4648 section 7); null for any other label.</summary>
    public static byte[]? Read(ReadOnlySpan<byte> label)
    {
        if (label.Length != Size * 8 / DigitBits)
        {
            return null;
        }

        var (hash, at, bits, held) = (new byte[Size], 0, 0, 0);
        foreach (var octet in label)
        {
            var digit = DnsName.Lower(octet) switch
            {
                var number and >= (byte)'0' and <= (byte)'9' => number - '0',
                var letter and >= (byte)'a' and <= (byte)'v' => letter - 'a' + 10,
                _ => -1,
            };
            if (digit < 0)
            {
                return null;
            }

            (bits, held) = (((bits << DigitBits) | digit) & 0xFFF, held + DigitBits);
            if (held >= 8)
            {
                held -= 8;
                hash[at++] = (byte)(bits >> held);
            }
        }

        return hash;
    }
}
