namespace SyntheticOps.Checker.Http;

/// <summary>What to ask for.</summary>
internal sealed record HttpFetch(Uri Url)
{
    public HttpMethod Method { get; init; } = HttpMethod.Get;

    /// <summary>How many redirects to follow; with 0 the redirect is the answer.</summary>
    public int MaximumRedirects { get; init; } = HttpTransport.MaximumRedirects;

    /// <summary>False takes any certificate; then nothing that identifies the probe is sent.</summary>
    public bool VerifyCertificate { get; init; } = true;

    /// <summary>Sent besides those that every probe sends.</summary>
    public IReadOnlyList<HttpHeader> Headers { get; init; } = [];
}
