using System.Buffers;
using System.IO.Compression;

namespace SyntheticOps.Checker.Http;

/// <summary>Reads a body, decompressed, up to a limit. A small bomb therefore costs no more than a large page.</summary>
internal static class BodyReader
{
    public const string Accepted = "gzip, deflate, br";

    /// <summary>Reads until the end or one byte beyond the limit.</summary>
    /// <exception cref="InvalidDataException">The encoding is unknown or the data does not follow it.</exception>
    public static async Task<(byte[] Body, bool Truncated)> ReadAsync(Stream raw, IReadOnlyList<string> encodings, int limit, CancellationToken token)
    {
        using var compressed = new GzipTail(raw);
        await using var stream = Decoded(encodings is ["gzip" or "x-gzip"] ? compressed : raw, encodings);
        using var body = new MemoryStream();
        var buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int read;
            while (body.Length <= limit && (read = await stream.ReadAsync(buffer, token)) > 0)
            {
                await body.WriteAsync(buffer.AsMemory(0, read), token);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }

        var truncated = body.Length > limit;
        if (!truncated && !compressed.Fits(body.Length))
        {
            throw new InvalidDataException("The gzip stream has no end.");
        }

        body.SetLength(Math.Min(body.Length, limit));
        return (body.ToArray(), truncated);
    }

    private static Stream Decoded(Stream raw, IReadOnlyList<string> encodings) => encodings switch
    {
        [] or ["identity"] => raw,
        ["gzip" or "x-gzip"] => new GZipStream(raw, CompressionMode.Decompress),
        ["deflate"] => new ZLibStream(raw, CompressionMode.Decompress),
        ["br"] => new BrotliStream(raw, CompressionMode.Decompress),
        _ => throw new InvalidDataException($"the encoding '{string.Join(", ", encodings)}' was not asked for"),
    };
}
