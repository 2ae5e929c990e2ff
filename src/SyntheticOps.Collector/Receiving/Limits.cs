namespace SyntheticOps.Collector.Receiving;

/// <summary>Every limit on what is received (reliability.md section 5), in one place.</summary>
internal static class Limits
{
    /// <summary>Body as sent and after decompression, bytes.</summary>
    public const int BodyBytes = 20 * 1024 * 1024;

    /// <summary>Spans, log records or points in one request; and as many resources, scopes and metrics around them.</summary>
    public const int Items = 50_000;

    /// <summary>Attributes, values and events in one request; an attribute counts two, itself and its value.</summary>
    public const int Parts = 500_000;

    /// <summary>Values inside values.</summary>
    public const int ValueDepth = 16;

    /// <summary>Sixteen values inside each other, each an object in an array in an object in an array, and what is around them.</summary>
    public const int JsonDepth = 128;

    public const int Attributes = 128;

    public const int Events = 128;

    /// <summary>Characters of one value; what is longer is cut and flagged.</summary>
    public const int ValueLength = 8 * 1024;

    /// <summary>Characters of a name or key.</summary>
    public const int NameLength = 1024;

    public const int ConcurrentRequests = 256;

    /// <summary>Bodies held in memory at one time, bytes.</summary>
    public const long InFlightBytes = 64 * 1024 * 1024;

    /// <summary>Wrong keys of one address in a minute, after which it gets 429.</summary>
    public const int FailuresPerMinute = 20;

    /// <summary>Addresses whose failures are counted.</summary>
    public const int CountedAddresses = 10_000;

    /// <summary>From the first byte of a request to its answer.</summary>
    public static readonly TimeSpan RequestTime = TimeSpan.FromSeconds(10);

    /// <summary>What a refused sender is told to wait, seconds.</summary>
    public const int RetryAfterS = 2;
}
