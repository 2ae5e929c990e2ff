using System.Globalization;
using System.Text;

namespace SyntheticOps.Gateway.Tests.Hosting;

/// <summary>Reads a byte stream as RFC 9112 demands of a server that trusts nobody: what is not exactly one request after the other is an exception.</summary>
internal static class StrictHttp
{
    /// <summary>The requests of one connection, as `METHOD TARGET BODY`; an unfinished last one, which the gateway broke off, is left out.</summary>
    public static List<string> Parse(ReadOnlySpan<byte> stream)
    {
        var requests = new List<string>();
        while (!stream.IsEmpty)
        {
            var end = stream.IndexOf("\r\n\r\n"u8);
            if (end < 0)
            {
                return requests;
            }

            var lines = Encoding.Latin1.GetString(stream[..end]).Split("\r\n");
            stream = stream[(end + 4)..];
            var headers = lines.Skip(1).Select(Header).ToList();
            var lengths = headers.Where(header => header.Name.Equals("Content-Length", StringComparison.OrdinalIgnoreCase)).ToList();
            var codings = headers.Where(header => header.Name.Equals("Transfer-Encoding", StringComparison.OrdinalIgnoreCase)).ToList();
            if (lengths.Count + codings.Count > 1 || codings.Any(coding => coding.Value != "chunked") || lengths.Any(length => !length.Value.All(char.IsAsciiDigit)))
            {
                throw new FormatException($"ambiguous length: {string.Join(" | ", lines)}");
            }

            if (!TryBody(ref stream, lengths.FirstOrDefault().Value, codings.Count == 1, out var body))
            {
                return requests;
            }

            var start = lines[0].Split(' ');
            requests.Add(start.Length == 3 && start[2] == "HTTP/1.1" ? $"{start[0]} {start[1]} {body}" : throw new FormatException($"no request line: {lines[0]}"));
        }

        return requests;
    }

    private static (string Name, string Value) Header(string line)
    {
        var colon = line.IndexOf(':', StringComparison.Ordinal);
        return colon > 0 && line[..colon].All(c => char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-.^_`|~".Contains(c, StringComparison.Ordinal)) && !line.Any(c => c is '\r' or '\n' or '\0')
            ? (line[..colon], line[(colon + 1)..].Trim())
            : throw new FormatException($"no header line: {line}");
    }

    private static bool TryBody(ref ReadOnlySpan<byte> stream, string? length, bool chunked, out string body)
    {
        body = "";
        if (!chunked)
        {
            var count = int.Parse(length ?? "0", CultureInfo.InvariantCulture);
            if (stream.Length < count)
            {
                return false;
            }

            body = Encoding.Latin1.GetString(stream[..count]);
            stream = stream[count..];
            return true;
        }

        while (true)
        {
            var end = stream.IndexOf("\r\n"u8);
            if (end < 0)
            {
                return false;
            }

            var size = int.Parse(Encoding.Latin1.GetString(stream[..end]), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            if (stream.Length < end + 2 + size + 2)
            {
                return false;
            }

            body += Encoding.Latin1.GetString(stream.Slice(end + 2, size));
            stream = stream[(end + 2 + size)..];
            if (!stream.StartsWith("\r\n"u8))
            {
                throw new FormatException("a chunk without its end");
            }

            stream = stream[2..];
            if (size == 0)
            {
                return true;
            }
        }
    }
}
