using System.Net.Security;
using System.Numerics;

namespace SyntheticOps.Checker.Tls.Wire;

/// <summary>Reads the messages of a server in clear text; pure. A broken one is <see cref="InvalidDataException"/>.</summary>
internal static class ServerMessages
{
    public const int Hello = 2;
    public const int Certificate = 11;
    public const int KeyExchange = 12;
    public const int HelloDone = 14;
    public const int CertificateStatus = 22;

    private const int MaximumCertificates = 50;

    /// <summary>Version, suite and what the extensions say.</summary>
    public static HelloAnswer ReadHello(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        var version = reader.Read16();
        reader.Take(32);
        reader.Bytes(1);
        var suite = (TlsCipherSuite)reader.Read16();
        reader.Read8();
        var timestamps = 0;
        if (!reader.IsEmpty)
        {
            var extensions = reader.Vector(2);
            while (!extensions.IsEmpty)
            {
                var type = extensions.Read16();
                var value = extensions.Bytes(2);
                (version, timestamps) = type switch
                {
                    43 when value.Length == 2 => ((value[0] << 8) | value[1], timestamps),
                    18 => (version, CountTimestamps(value)),
                    _ => (version, timestamps),
                };
            }
        }

        return version is >= (int)TlsVersion.Ssl3 and <= (int)TlsVersion.Tls13
            ? new HelloAnswer(HelloKind.Accepted) { Version = (TlsVersion)version, Suite = suite, Timestamps = timestamps }
            : throw new InvalidDataException("The server answered with a version that does not exist.");
    }

    /// <summary>RFC 5246 section 7.4.2.</summary>
    public static IReadOnlyList<ReadOnlyMemory<byte>> ReadCertificates(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body).Vector(3);
        var all = new List<ReadOnlyMemory<byte>>();
        while (!reader.IsEmpty && all.Count < MaximumCertificates)
        {
            all.Add(reader.Bytes(3).ToArray());
        }

        return all;
    }

    /// <summary>RFC 6066 section 8; null when it holds something else than an OCSP response.</summary>
    public static ReadOnlyMemory<byte>? ReadStaple(ReadOnlySpan<byte> body)
    {
        var reader = new ByteReader(body);
        return reader.Read8() == 1 ? reader.Bytes(3).ToArray() : null;
    }

    /// <summary>Bits of the prime of a DHE suite (RFC 5246 section 7.4.3); 0 for elliptic curves.</summary>
    public static int ReadPrimeBits(TlsCipherSuite suite, ReadOnlySpan<byte> body) =>
        suite.ToString().StartsWith("TLS_DH", StringComparison.Ordinal)
            ? (int)new BigInteger(new ByteReader(body).Bytes(2), isUnsigned: true, isBigEndian: true).GetBitLength()
            : 0;

    /// <summary>Entries of a SignedCertificateTimestampList (RFC 6962 section 3.3); 0 for a broken one.</summary>
    public static int CountTimestamps(ReadOnlySpan<byte> list)
    {
        try
        {
            var reader = new ByteReader(list).Vector(2);
            var count = 0;
            for (; !reader.IsEmpty; count++)
            {
                reader.Bytes(2);
            }

            return count;
        }
        catch (InvalidDataException)
        {
            return 0;
        }
    }
}
