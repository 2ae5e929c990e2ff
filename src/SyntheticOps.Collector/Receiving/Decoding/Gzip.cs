using System.Buffers.Binary;
using System.IO.Compression;

namespace SyntheticOps.Collector.Receiving.Decoding;

/// <summary>
/// One gzip member (RFC 1952), whole or not at all. GZipStream takes a truncated stream for a complete one, so length and
/// CRC of the trailer are checked here.
/// </summary>
internal static class Gzip
{
    private const int FixedHeader = 10;
    private const int Trailer = 8;

    /// <summary>Deflate cannot do better: RFC 1951, 258 bytes from a quarter of a byte.</summary>
    private const long BestRatio = 1032;

    [Flags]
    private enum Extras
    {
        HeaderCrc = 2,
        Extra = 4,
        Name = 8,
        Comment = 16,
        Reserved = 0xE0,
    }

    /// <summary>The content, or why there is none.</summary>
    public static (byte[]? Content, Refusal? Refusal) Inflate(byte[] buffer, int length, int limit)
    {
        var body = buffer.AsSpan(0, length);
        if (HeaderLength(body) is not { } header || length - header < Trailer)
        {
            return (null, Refusal.Malformed("The gzip body has no valid header."));
        }

        var crc = BinaryPrimitives.ReadUInt32LittleEndian(body[^Trailer..]);
        var size = BinaryPrimitives.ReadUInt32LittleEndian(body[^4..]);
        var deflated = length - header - Trailer;
        if (size > deflated * BestRatio)
        {
            return (null, Refusal.Malformed("The gzip body is cut off or damaged."));
        }

        if (size > limit)
        {
            return (null, Refusal.TooLarge($"The body has {size} bytes after decompression; at most {limit} are taken."));
        }

        var content = new byte[size];
        return Fill(content, new MemoryStream(buffer, 0, length, writable: false)) && Crc32.Of(content) == crc
            ? (content, null)
            : (null, Refusal.Malformed("The gzip body is cut off or damaged."));
    }

    /// <summary>A second member would go on after the first, so its bytes are seen here.</summary>
    private static bool Fill(byte[] content, MemoryStream body)
    {
        try
        {
            using var stream = new GZipStream(body, CompressionMode.Decompress);
            return stream.ReadAtLeast(content, content.Length, throwOnEndOfStream: false) == content.Length && stream.ReadByte() < 0;
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }

    private static int? HeaderLength(ReadOnlySpan<byte> body)
    {
        if (body.Length < FixedHeader || body[0] != 0x1F || body[1] != 0x8B || body[2] != 8)
        {
            return null;
        }

        var extras = (Extras)body[3];
        if ((extras & Extras.Reserved) != 0)
        {
            return null;
        }

        var at = FixedHeader;
        if (extras.HasFlag(Extras.Extra))
        {
            at += body.Length >= at + 2 ? 2 + BinaryPrimitives.ReadUInt16LittleEndian(body[at..]) : body.Length;
        }

        at = extras.HasFlag(Extras.Name) ? AfterZero(body, at) : at;
        at = extras.HasFlag(Extras.Comment) ? AfterZero(body, at) : at;
        at += extras.HasFlag(Extras.HeaderCrc) ? 2 : 0;
        return at <= body.Length ? at : null;
    }

    private static int AfterZero(ReadOnlySpan<byte> body, int at)
    {
        var zero = at <= body.Length ? body[at..].IndexOf((byte)0) : -1;
        return zero < 0 ? body.Length + 1 : at + zero + 1;
    }
}
