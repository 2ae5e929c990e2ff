namespace SyntheticOps.Checker.Headers;

/// <summary>Everything the header rules look at, collected once. Rules do no I/O.</summary>
internal sealed record HeaderFacts
{
    /// <summary>The address that was asked first.</summary>
    public required Uri Site { get; init; }

    /// <summary>Final answer of the https session; null when https did not answer.</summary>
    public Answer? Https { get; init; }

    /// <summary>Final answer of the http session, looked at only when https did not answer.</summary>
    public Answer? Http { get; init; }

    /// <summary>Whether every certificate of the https session was valid.</summary>
    public bool CertificateValid { get; init; } = true;

    /// <summary>Cookies of the session's whole redirect chain as a browser would keep them.</summary>
    public IReadOnlyList<SetCookie> Cookies { get; init; } = [];

    /// <summary>What the page itself says in meta tags.</summary>
    public PageFacts Page { get; init; } = PageFacts.None;

    /// <summary>The answer that is judged: https if it answered at all (checker rules, section 1).</summary>
    public Answer? Auto => Https ?? Http;
}

/// <summary>One answer, header lines as they were sent.</summary>
internal sealed record Answer(Uri Url, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Every line of a header.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.Trim())];

    /// <summary>The lines joined with a comma, as MDN's scanner sees them; null when there is none.</summary>
    public string? Joined(string name) => Lines(name) is { Count: > 0 } lines ? string.Join(", ", lines) : null;

    public bool IsHttps => Url.Scheme == Uri.UriSchemeHttps;
}
