using System.Globalization;
using System.Text;

namespace SyntheticOps.Prober.Proxy;

/// <summary>Head of a request that a browser sends to a proxy: `CONNECT host:port` or `GET http://host/path` (RFC 9112 section 3.2).</summary>
internal sealed record RequestHead(string Method, string Host, int Port, string OriginForm, IReadOnlyList<string> Headers, long BodyLength)
{
    public bool IsTunnel => Method == "CONNECT";

    /// <summary>Headers that concern one connection only.</summary>
    private static readonly string[] PerConnection = ["connection", "proxy-connection", "proxy-authorization", "keep-alive", "upgrade", "te", "trailer"];

    /// <summary>The head, or null for anything that is not exactly one of the two forms or has no plain length.</summary>
    public static RequestHead? Parse(string text)
    {
        var lines = text.Split("\r\n");
        var first = lines[0].Split(' ');
        if (first.Length != 3 || first[0].Length == 0 || !first[0].All(char.IsAsciiLetterUpper) || first[2] is not ("HTTP/1.1" or "HTTP/1.0"))
        {
            return null;
        }

        var headers = lines.Skip(1).Where(line => line.Length > 0).ToList();
        if (headers.Any(line => line.IndexOf(':') <= 0 || line[0] is ' ' or '\t' || line.AsSpan().ContainsAny('\r', '\n', '\0')))
        {
            return null;
        }

        return first[0] == "CONNECT" ? Tunnel(first[1]) : Forward(first[0], first[1], headers);
    }

    /// <summary>The head as the origin server gets it; the connection ends with the answer.</summary>
    public byte[] ToOrigin()
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{Method} {OriginForm} HTTP/1.1\r\n");
        foreach (var header in Headers)
        {
            text.Append(header).Append("\r\n");
        }

        return Encoding.Latin1.GetBytes(text.Append("Connection: close\r\n\r\n").ToString());
    }

    private static RequestHead? Tunnel(string authority) =>
        Uri.TryCreate("http://" + authority, UriKind.Absolute, out var uri)
        && uri.PathAndQuery == "/" && uri.UserInfo.Length == 0 && authority.LastIndexOf(':') is > 0 and var colon
        && int.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
            ? new("CONNECT", uri.IdnHost, port, "", [], 0)
            : null;

    private static RequestHead? Forward(string method, string target, List<string> headers)
    {
        if (!Uri.TryCreate(target, UriKind.Absolute, out var uri) || uri.Scheme != Uri.UriSchemeHttp || uri.UserInfo.Length > 0)
        {
            return null;
        }

        // The path as the browser wrote it: Uri would normalise it.
        var start = target.IndexOf('/', "http://".Length);
        var path = start < 0 ? "/" : target[start..];
        var kept = headers.Where(line => !PerConnection.Contains(NameOf(line))).ToList();
        var lengths = kept.Where(line => NameOf(line) == "content-length").ToList();
        long length = 0;
        return kept.Exists(line => NameOf(line) == "transfer-encoding") || lengths.Count > 1
            || (lengths.Count == 1 && !long.TryParse(lengths[0].AsSpan(lengths[0].IndexOf(':') + 1).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out length))
                ? null
                : new(method, uri.IdnHost, uri.Port, path, kept, length);
    }

    public static string NameOf(string line) => line[..line.IndexOf(':')].ToLowerInvariant();
}
