using System.Net;
using System.Text;

namespace SyntheticOps.Checker.Http;

/// <summary>All that was seen of a request and its redirects; the facts that rules judge.</summary>
internal sealed record HttpExchange
{
    /// <summary>What was asked for.</summary>
    public required Uri Requested { get; init; }

    /// <summary>The URL that answered last, or failed.</summary>
    public required Uri Url { get; init; }

    /// <summary>Every answer in order, redirects first; empty when there was none.</summary>
    public IReadOnlyList<HttpHop> Hops { get; init; } = [];

    /// <summary>Why the exchange ended early; null when the whole answer was read.</summary>
    public HttpFailure? Failure { get; init; }

    /// <summary>Status of the last answer; 0 when there was none.</summary>
    public int Status => Hops.Count > 0 ? Hops[^1].Status : 0;

    /// <summary>Header lines of the last answer, repeated ones one by one.</summary>
    public IReadOnlyList<HttpHeader> Headers => Hops.Count > 0 ? Hops[^1].Headers : [];

    /// <summary>Decompressed, at most <see cref="HttpTransport.MaximumBody"/>.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>The answer was longer than what was read.</summary>
    public bool BodyTruncated { get; init; }

    /// <summary>1.1 or 2.0; null when there was no answer.</summary>
    public Version? Protocol { get; init; }

    /// <summary>The address of the last connection.</summary>
    public IPEndPoint? Peer { get; init; }

    /// <summary>Of the last connection; null without TLS.</summary>
    public TlsFacts? Tls { get; init; }

    /// <summary>Time of each phase, summed over redirects.</summary>
    public required HttpTimings Timings { get; init; }

    /// <summary>Values of a header, any case, in their order.</summary>
    public IEnumerable<string> HeaderValues(string name) =>
        Headers.Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>The body as text by the charset of Content-Type, else UTF-8; wrong bytes become U+FFFD.</summary>
    public string Text()
    {
        var type = HeaderValues("Content-Type").FirstOrDefault();
        var charset = System.Net.Http.Headers.MediaTypeHeaderValue.TryParse(type, out var parsed) ? parsed.CharSet?.Trim('"') : null;
        var encoding = charset is null ? null : Encoding.GetEncodings().FirstOrDefault(known => known.Name.Equals(charset, StringComparison.OrdinalIgnoreCase));
        return (encoding?.GetEncoding() ?? Encoding.UTF8).GetString(Body.Span).TrimStart('\uFEFF');
    }
}

/// <summary>One answer.</summary>
internal sealed record HttpHop(Uri Url, int Status, IReadOnlyList<HttpHeader> Headers);

/// <summary>One header line as it was sent.</summary>
internal sealed record HttpHeader(string Name, string Value);

/// <summary>What the handshake agreed on.</summary>
/// <param name="Leaf">The server's certificate, DER.</param>
internal sealed record TlsFacts(string Version, string Cipher, string Alpn, string Subject, string Issuer, DateTimeOffset NotBefore, DateTimeOffset NotAfter, ReadOnlyMemory<byte> Leaf);
