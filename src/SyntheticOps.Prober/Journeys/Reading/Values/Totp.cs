using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace SyntheticOps.Prober.Journeys.Reading.Values;

/// <summary>Time-based one-time passwords (RFC 6238 upon RFC 4226).</summary>
internal static class Totp
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static string Code(byte[] key, DateTimeOffset now, TimeSpan period, int digits, HashAlgorithmName algorithm)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, now.ToUnixTimeSeconds() / (long)period.TotalSeconds);
        var hash = CryptographicOperations.HmacData(algorithm, key, counter);
        var offset = hash[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset)) & int.MaxValue;
        return (number % (long)Math.Pow(10, digits)).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>Base32 (RFC 4648) as shops print it: spaces, small letters and missing padding are fine; null when it is none.</summary>
    public static byte[]? Key(string text)
    {
        var (bits, count, key) = (0, 0, new List<byte>());
        foreach (var character in text.ToUpperInvariant().TrimEnd('=').Where(character => character is not (' ' or '-')))
        {
            var value = Alphabet.IndexOf(character, StringComparison.Ordinal);
            if (value < 0)
            {
                return null;
            }

            (bits, count) = (((bits << 5) | value) & 0xfff, count + 5);
            if (count >= 8)
            {
                count -= 8;
                key.Add((byte)(bits >> count));
            }
        }

        return key.Count == 0 ? null : [.. key];
    }
}
