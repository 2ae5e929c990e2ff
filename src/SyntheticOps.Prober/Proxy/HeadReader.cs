using System.Text;

namespace SyntheticOps.Prober.Proxy;

/// <summary>Reads a message head (up to the empty line) from a connection and keeps what came after it.</summary>
internal static class HeadReader
{
    /// <summary>Chromium sends far less; a server that sends more is hostile.</summary>
    public const int MaximumBytes = 64 * 1024;

    /// <summary>What nearly every head fits into.</summary>
    private const int UsualBytes = 4 * 1024;

    /// <summary>The head without its empty line and the bytes behind it; null when the connection ended or the head is too long.</summary>
    public static async Task<(string Head, byte[] Behind)?> ReadAsync(Stream stream, byte[] before, CancellationToken token)
    {
        var buffer = new byte[Math.Max(UsualBytes, before.Length)];
        before.CopyTo(buffer, 0);
        var count = before.Length;
        while (true)
        {
            var end = buffer.AsSpan(0, count).IndexOf("\r\n\r\n"u8);
            if (end >= 0)
            {
                return (Encoding.Latin1.GetString(buffer, 0, end), buffer[(end + 4)..count]);
            }

            if (count >= MaximumBytes)
            {
                return null;
            }

            if (count == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(MaximumBytes, buffer.Length * 4));
            }

            var read = await stream.ReadAsync(buffer.AsMemory(count), token);
            if (read == 0)
            {
                return null;
            }

            count += read;
        }
    }
}
