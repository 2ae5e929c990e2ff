namespace SyntheticOps.Checker.Dns.Pages;

/// <summary>What became of a page that a rule wanted to read.</summary>
internal enum PageStatus
{
    Answered,

    /// <summary>Proven to be out of order: refused, no valid certificate, not HTTP.</summary>
    Failed,

    /// <summary>Silence, our own policy or resolver: nothing follows.</summary>
    Unknown,
}

/// <summary>A page, or why there is none.</summary>
internal sealed record PageAnswer(Uri Url, PageStatus Status)
{
    public int Code { get; init; }

    /// <summary>Media type without parameters, lower-case; empty when none was sent.</summary>
    public string MediaType { get; init; } = "";

    /// <summary>At most <see cref="PageFetcher.MaximumText"/> characters.</summary>
    public string Text { get; init; } = "";

    public string? Detail { get; init; }
}
