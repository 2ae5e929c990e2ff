using SyntheticOps.Checker.Headers.Lists;

namespace SyntheticOps.Checker.Headers;

/// <summary>Everything the header rules look at, collected once. Rules do no I/O.</summary>
internal sealed record HeaderFacts
{
    /// <summary>The address that was asked first.</summary>
    public required Uri Site { get; init; }

    /// <summary>When it was seen.</summary>
    public DateTimeOffset Now { get; init; }

    /// <summary>Final answer of the https session; null when https did not answer.</summary>
    public Answer? Https { get; init; }

    /// <summary>Final answer of the http session; null when http did not answer or was not asked.</summary>
    public Answer? Http { get; init; }

    /// <summary>Whether every certificate of the https session was valid.</summary>
    public bool CertificateValid { get; init; } = true;

    /// <summary>URLs of the http session, the first one included; empty when http did not answer or was not asked.</summary>
    public IReadOnlyList<Uri> HttpChain { get; init; } = [];

    /// <summary>Whether every certificate that the http session met was valid.</summary>
    public bool HttpChainValid { get; init; } = true;

    /// <summary>Answers to preflight requests, the first one as MDN asks it; empty when there was none with status 2xx.</summary>
    public IReadOnlyList<CorsAnswer> Cors { get; init; } = [];

    /// <summary>Cookies of the session's whole redirect chain as a browser would keep them.</summary>
    public IReadOnlyList<SetCookie> Cookies { get; init; } = [];

    /// <summary>Every answer of the judged session, redirects first.</summary>
    public IReadOnlyList<Answer> Hops { get; init; } = [];

    /// <summary>security.txt; null when it was not asked for or nobody answered.</summary>
    public SecurityTxtAnswer? SecurityTxt { get; init; }

    /// <summary>What the page itself says in meta tags, and what it loads.</summary>
    public PageFacts Page { get; init; } = PageFacts.None;

    /// <summary>The same where the media type's case or blanks hide it from MDN's scanner but not from browsers; else null.</summary>
    public PageFacts? PageByStandard { get; init; }

    public SiteNames Names { get; init; } = SiteNames.Guessed;

    /// <summary>Null when no list is given; then no host counts as preloaded.</summary>
    public PreloadList? Preload { get; init; }

    /// <summary>The answer that is judged: https if it answered at all (checker rules, section 1).</summary>
    public Answer? Auto => Https ?? Http;

    /// <summary>Whether the judged session began with https, wherever it ended.</summary>
    public bool IsHttps => Https is not null;

    public bool IsPreloaded(string host) => Preload?.Contains(host) ?? false;
}

/// <summary>One answer, header lines as they were sent.</summary>
internal sealed record Answer(Uri Url, int Status, IReadOnlyList<KeyValuePair<string, string>> Headers)
{
    /// <summary>Every line of a header.</summary>
    public IReadOnlyList<string> Lines(string name) =>
        [.. Headers.Where(header => header.Key.Equals(name, StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.Trim())];

    /// <summary>The lines joined with a comma, as MDN's scanner sees them; null when there is none.</summary>
    public string? Joined(string name) => Lines(name) is { Count: > 0 } lines ? string.Join(", ", lines) : null;
}

/// <summary>What a preflight request (OPTIONS) from an origin was answered.</summary>
/// <param name="AllowOrigin">Access-Control-Allow-Origin, lines joined; null when absent.</param>
internal sealed record CorsAnswer(string Origin, string? AllowOrigin, bool AllowsCredentials)
{
    public bool ReflectsWithCredentials => AllowsCredentials && AllowOrigin == Origin;
}

/// <summary>The answer to a request for security.txt (RFC 9116).</summary>
/// <param name="IsLegacy">Found at the root only, not below /.well-known/.</param>
internal sealed record SecurityTxtAnswer(Uri Asked, Answer Answer, string Body, bool IsLegacy = false);
