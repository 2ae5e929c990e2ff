namespace SyntheticOps.Checker.Http;

/// <summary>What to ask for.</summary>
internal sealed record HttpFetch(Uri Url)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>How many redirects to follow; with 0 the redirect is the answer.</summary>
    public int MaximumRedirects { get; init; } = HttpTransport.MaximumRedirects;

    /// <summary>False takes any certificate; then nothing that identifies the probe is sent.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>Asked beside the target: no answer, or an error status, is no fault of the trace.</summary>
    public bool MayFail { get; init; }

    /// <summary>Which of the name's addresses may be connected to.</summary>
    public AddressChoice Addresses { get; init; }

    /// <summary>HTTP/3 and nothing else; otherwise 2 and 1.1 are offered.</summary>
    public bool OverQuic { get; init; }

    /// <summary>Media types that are asked for.</summary>
    public string Accept { get; init; } = "*/*";

    /// <summary>The Cookie header for the next hop, from the answers so far; null sends none back.</summary>
    public Func<IReadOnlyList<HttpHop>, Uri, string?>? Cookies { get; init; }

    /// <summary>Connections of the same run that requests share; null opens one for each hop.</summary>
    public KeptConnections? Kept { get; init; }

    /// <summary>What another session of the run saw where a redirect of this one leads; null asks.</summary>
    public Func<HttpExchange, HttpFetch, CancellationToken, Task<HttpExchange?>>? Seen { get; init; }

    /// <summary>Sent besides those that every probe sends, to the origin of <see cref="Url"/> only.</summary>
    public IReadOnlyList<HttpHeader> Headers { get; init; } = [];

    /// <summary>What a POST carries; a redirect would carry it to another place, so follow none then.</summary>
    public HttpPayload? Payload { get; init; }
}

/// <summary>A body as it is sent, byte for byte.</summary>
internal sealed record HttpPayload(ReadOnlyMemory<byte> Bytes, string MediaType);
