using System.Diagnostics;
using SyntheticOps.Checks.Words;

namespace SyntheticOps.Prober.Traffic;

/// <summary>One HTTP request of a run, a redirect being one more. Guarded by its <see cref="RunTraffic"/>.</summary>
internal sealed class TrackedRequest
{
    public required Uri Url { get; init; }

    public required string Method { get; init; }

    /// <summary>Chromium's resource type (Document, Fetch, XHR, Image, ...), or Request for a `request` step.</summary>
    public required string Type { get; init; }

    public required bool IsOwn { get; init; }

    /// <summary>The document of the page itself, not of a frame in it.</summary>
    public required bool IsPage { get; init; }

    /// <summary>Index of the step during which it began; 0 before the first.</summary>
    public required int Step { get; init; }

    /// <summary>Its CLIENT span; null beyond the cap.</summary>
    public Activity? Span { get; init; }

    /// <summary>Wall time of its start.</summary>
    public required DateTimeOffset StartedAt { get; set; }

    /// <summary>Monotonic seconds of the browser at its start; null until the browser announced it.</summary>
    public double? Clock { get; set; }

    /// <summary>The document load that it belongs to, as the browser names it; null until the browser announced it.</summary>
    public string? Loader { get; set; }

    /// <summary>Headers were decided on.</summary>
    public bool Paused { get; set; }

    public int? Status { get; set; }

    /// <summary>`net::ERR_…` or a reason of ours; null unless it failed.</summary>
    public string? Error { get; set; }

    /// <summary>Null while it is going on.</summary>
    public TimeSpan? Duration { get; set; }

    public string? Protocol { get; set; }

    /// <summary>Bytes that came over the wire; null until the end.</summary>
    public long? Size { get; set; }

    public RequestPhases? Phases { get; set; }

    /// <summary>`parser URL` or `script URL:LINE`: what asked for it.</summary>
    public string? Initiator { get; set; }

    public bool IsFailure => Error is not null || Status >= 400;

    public bool IsDocument => Type == "Document";

    /// <summary>`POST /api/checkout answered 502`.</summary>
    public string Sentence => Words.ToString();

    /// <summary>The same for every language.</summary>
    public Saying Words => Saying.Of("beside", $"{Method} {(IsOwn ? SafeUrl.PathOf(Url) : SafeUrl.Full(Url))}", this switch
    {
        { Status: >= 400 and var refused } => Saying.Of("answered", Number(refused)),
        { Error: { } error } => Saying.Of("failed", error),
        { Status: { } status } => Saying.Of("answered", Number(status)),
        _ => Saying.Of("no-answer-yet"),
    });

    /// <param name="expected">Null when any good answer would do.</param>
    public static Saying Answered(string method, string address, int status, int? expected = null) => Saying.Of(
        "beside", $"{method} {address}", expected is { } only ? Saying.Of("answered-not", Number(status), Number(only)) : Saying.Of("answered", Number(status)));

    private static string Number(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
