using System.Net.Sockets;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Http;

/// <summary>Names what went wrong after the connection stood.</summary>
internal static class HttpFaults
{
    /// <param name="phase">The phase that went on; what was waited for.</param>
    public static HttpFailure Explain(Exception e, Uri url, string phase, TimeSpan timeout)
    {
        var host = url.IdnHost;
        return e switch
        {
            OperationCanceledException => HttpFailure.Down(Reasons.Timeout, Saying.Of("http.timeout-" + phase, host, Saying.Duration(timeout))) with { Code = "timeout-" + phase },
            InvalidDataException => HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.encoding", host)) with { Code = "http-encoding-broken" },
            HttpRequestException { HttpRequestError: var error } => Explain(error, e, host, phase),
            HttpIOException { HttpRequestError: var error } => Explain(error, e, host, phase),
            _ => Ended(host, phase),
        };
    }

    /// <param name="phase">Whether the head or the body was cut off.</param>
    public static HttpFailure Ended(string host, string phase) =>
        HttpFailure.Down(Reasons.ResponseEnded, Saying.Of("http.ended", host)) with { Code = phase == PhaseClock.Transfer ? "http-body-cut-off" : "http-no-answer" };

    private static HttpFailure Explain(HttpRequestError error, Exception e, string host, string phase) => error switch
    {
        HttpRequestError.ResponseEnded => Ended(host, phase),
        HttpRequestError.ConfigurationLimitExceeded => HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.headers-long", host)) with { Code = "http-headers-too-long" },
        HttpRequestError.InvalidResponse => HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.not-http", host)) with { Code = phase == PhaseClock.Transfer ? "http-body-broken" : "http-broken" },
        HttpRequestError.HttpProtocolError when IsReset(e) => Ended(host, phase),
        HttpRequestError.HttpProtocolError => HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.http2-broken", host)) with { Code = "http2-broken" },
        HttpRequestError.ConnectionError => HttpFailure.Down(Reasons.ConnectionError, Saying.Of("http.no-connection", host)),
        HttpRequestError.SecureConnectionError => HttpFailure.Down(Reasons.SecureConnectionError, Saying.Of("http.tls-failed", host)),
        _ when Inner<IOException>(e) || Inner<SocketException>(e) => Ended(host, phase),
        _ => HttpFailure.Down(Reasons.ResponseInvalid, Saying.Of("http.unreadable", host)),
    };

    /// <summary>The server gave up on the request: NO_ERROR, INTERNAL_ERROR, REFUSED_STREAM, CANCEL or ENHANCE_YOUR_CALM (RFC 9113 section 7).</summary>
    private static bool IsReset(Exception e) => (e as HttpProtocolException ?? e.InnerException as HttpProtocolException)?.ErrorCode is 0 or 2 or 7 or 8 or 11;

    private static bool Inner<T>(Exception e)
        where T : Exception => e.InnerException is { } inner && (inner is T || Inner<T>(inner));
}
