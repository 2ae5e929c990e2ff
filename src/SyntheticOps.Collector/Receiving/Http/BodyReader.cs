using SyntheticOps.Collector.Receiving.Decoding;

namespace SyntheticOps.Collector.Receiving.Http;

/// <summary>Reads a body into memory within the limits and takes gzip off it.</summary>
internal static class BodyReader
{
    private const int FirstBuffer = 16 * 1024;

    public static async Task<(ReadOnlyMemory<byte> Body, Refusal? Refusal)> ReadAsync(
        HttpRequest request, IngestBudget.Lease lease, CancellationToken token)
    {
        var encoding = request.Headers.ContentEncoding.ToString().Trim();
        var gzip = encoding.Equals("gzip", StringComparison.OrdinalIgnoreCase);
        if (!gzip && encoding is not "" && !encoding.Equals("identity", StringComparison.OrdinalIgnoreCase))
        {
            return (default, Refusal.Unsupported("Content-Encoding must be gzip, once, or identity."));
        }

        var (buffer, length, refusal) = await ReadRawAsync(request, lease, token);
        return refusal is not null ? (default, refusal) : gzip ? Inflate(buffer, length, lease) : (buffer.AsMemory(0, length), null);
    }

    /// <summary>Also for gRPC messages.</summary>
    public static (ReadOnlyMemory<byte> Body, Refusal? Refusal) Inflate(byte[] buffer, int length, IngestBudget.Lease lease)
    {
        var (content, refusal) = Gzip.Inflate(buffer, length, Limits.BodyBytes);
        return refusal is null && !lease.TryTake(content!.Length) ? (default, NoRoom()) : (content, refusal);
    }

    /// <summary>The body as it came.</summary>
    public static async Task<(byte[] Buffer, int Length, Refusal? Refusal)> ReadRawAsync(
        HttpRequest request, IngestBudget.Lease lease, CancellationToken token)
    {
        if (request.ContentLength > Limits.BodyBytes)
        {
            return ([], 0, TooLarge());
        }

        var buffer = new byte[Math.Min(request.ContentLength + 1 ?? FirstBuffer, FirstBuffer)];
        var length = 0;
        if (!lease.TryTake(buffer.Length))
        {
            return ([], 0, NoRoom());
        }

        while (await request.Body.ReadAsync(buffer.AsMemory(length), token) is > 0 and var read)
        {
            length += read;
            if (length > Limits.BodyBytes)
            {
                return ([], 0, TooLarge());
            }

            if (length == buffer.Length)
            {
                var larger = (int)Math.Max(length * 2L, Math.Min(request.ContentLength + 1 ?? 0, length * 8L));
                if (!lease.TryTake(larger - length))
                {
                    return ([], 0, NoRoom());
                }

                Array.Resize(ref buffer, larger);
            }
        }

        return (buffer, length, null);
    }

    private static Refusal TooLarge() => Refusal.TooLarge($"The body is larger than {Limits.BodyBytes} bytes; send smaller batches.");

    private static Refusal NoRoom() => Refusal.Busy("Too much is being received at this moment.");
}
