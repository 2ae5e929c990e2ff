using System.Text.RegularExpressions;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Maps Chromium's network errors to our reasons.</summary>
internal static partial class NetErrors
{
    /// <summary>The reason, or null when the text names no network error.</summary>
    public static string? ReasonOf(string text) => Code().Match(text) is { Success: true } match ? Map(match.Groups["code"].Value) : Node(text);

    /// <summary>`net::ERR_EMPTY_RESPONSE` in words.</summary>
    public static Saying Words(string reason) => Saying.Of(Saying.Has($"net.{reason}") ? $"net.{reason}" : "net.other");

    private static string Map(string code) => code switch
    {
        "NAME_NOT_RESOLVED" or "NAME_RESOLUTION_FAILED" => Reasons.NameResolutionError,
        "EMPTY_RESPONSE" or "CONNECTION_CLOSED" or "CONNECTION_RESET" or "CONTENT_LENGTH_MISMATCH" or "INCOMPLETE_CHUNKED_ENCODING" => Reasons.ResponseEnded,
        "TOO_MANY_REDIRECTS" or "INVALID_RESPONSE" or "INVALID_HTTP_RESPONSE" or "RESPONSE_HEADERS_TRUNCATED" or "CONTENT_DECODING_FAILED" => Reasons.ResponseInvalid,
        "TIMED_OUT" or "CONNECTION_TIMED_OUT" => Reasons.Timeout,
        _ when code.StartsWith("CERT_", StringComparison.Ordinal) || code.StartsWith("SSL_", StringComparison.Ordinal) => Reasons.SecureConnectionError,
        _ when code.Contains("CONNECTION", StringComparison.Ordinal) || code.StartsWith("ADDRESS_", StringComparison.Ordinal) => Reasons.ConnectionError,
        _ => Reasons.StepFailed,
    };

    /// <summary>What Playwright's own client says for a `request` step.</summary>
    private static string? Node(string text) => text switch
    {
        _ when text.Contains("ECONNRESET", StringComparison.Ordinal) || text.Contains("socket hang up", StringComparison.Ordinal) => Reasons.ResponseEnded,
        _ when text.Contains("ECONNREFUSED", StringComparison.Ordinal) || text.Contains("Proxy connection", StringComparison.OrdinalIgnoreCase) => Reasons.ConnectionError,
        _ when text.Contains("certificate", StringComparison.OrdinalIgnoreCase) => Reasons.SecureConnectionError,
        _ => null,
    };

    [GeneratedRegex("net::ERR_(?<code>[A-Z0-9_]+)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}
