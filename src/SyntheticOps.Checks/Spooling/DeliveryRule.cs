using System.Net.Http.Headers;

namespace SyntheticOps.Checks.Spooling;

/// <summary>Judges an answer by the OTLP table (only 429, 502, 503, 504 and no answer are retried) and contracts.md section 5.</summary>
internal static class DeliveryRule
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LongestAsked = TimeSpan.FromMinutes(5);

    /// <summary>How long a parked spool waits before it asks again.</summary>
    public static readonly TimeSpan ParkedFor = TimeSpan.FromMinutes(5);

    /// <summary>Decides by the status code, null when there was no answer.</summary>
    public static Delivery Decide(SpoolKind kind, int? status) => (kind, status) switch
    {
        (_, null or 429 or 502 or 503 or 504) => Delivery.Retry,
        (_, >= 200 and < 300) => Delivery.Done,
        (_, 401 or 403) => Delivery.Park,
        (not SpoolKind.Artifact, >= 300 and < 400 or 404 or 405) => Delivery.Park,
        (not SpoolKind.Artifact, 413) => Delivery.Split,
        (SpoolKind.Artifact, 507) => Delivery.Retry,
        _ => Delivery.Refused,
    };

    /// <summary>What Retry-After asks for, in seconds or as a date; null when it is missing or malformed, not above zero when it is over.</summary>
    public static TimeSpan? Asked(HttpResponseHeaders headers, DateTimeOffset now) =>
        headers.RetryAfter is { } after ? after.Delta ?? (after.Date - now) : null;

    /// <summary>Exponential from 1 s to 60 s with full jitter; Retry-After, at most 5 minutes, is a lower bound.</summary>
    /// <param name="failures">Failures in a row, 1 for the first.</param>
    /// <param name="chance">A random number in [0, 1).</param>
    public static TimeSpan Delay(int failures, TimeSpan? retryAfter, double chance)
    {
        var ceiling = TimeSpan.FromSeconds(Math.Min(Longest.TotalSeconds, First.TotalSeconds * Math.Pow(2, Math.Min(failures - 1, 10))));
        var asked = retryAfter is { } given && given > TimeSpan.Zero ? (given < LongestAsked ? given : LongestAsked) : TimeSpan.Zero;
        return asked + (ceiling * chance);
    }
}
