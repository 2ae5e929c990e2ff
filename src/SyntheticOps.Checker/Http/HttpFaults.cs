using System.Net.Sockets;
using SyntheticOps.Checks.Configuration;
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
            OperationCanceledException => HttpFailure.Down(Reasons.Timeout, $"{Waited(host, phase)} within {Durations.Format(timeout)}."),
            InvalidDataException => HttpFailure.Down(Reasons.ResponseInvalid, $"The body from {host} does not follow its Content-Encoding."),
            HttpRequestException { HttpRequestError: var error } => Explain(error, e, host),
            HttpIOException { HttpRequestError: var error } => Explain(error, e, host),
            _ => Ended(host),
        };
    }

    public static HttpFailure Ended(string host) =>
        HttpFailure.Down(Reasons.ResponseEnded, $"{host} ended the connection before its answer was complete.");

    private static HttpFailure Explain(HttpRequestError error, Exception e, string host) => error switch
    {
        HttpRequestError.ResponseEnded => Ended(host),
        HttpRequestError.ConfigurationLimitExceeded => HttpFailure.Down(Reasons.ResponseInvalid, $"The headers from {host} are longer than 64 KiB."),
        HttpRequestError.InvalidResponse => HttpFailure.Down(Reasons.ResponseInvalid, $"The answer of {host} is not HTTP."),
        HttpRequestError.HttpProtocolError => HttpFailure.Down(Reasons.ResponseInvalid, $"{host} broke the rules of HTTP/2."),
        HttpRequestError.ConnectionError => HttpFailure.Down(Reasons.ConnectionError, $"No connection to {host}."),
        HttpRequestError.SecureConnectionError => HttpFailure.Down(Reasons.SecureConnectionError, $"The TLS handshake with {host} failed."),
        _ when Inner<IOException>(e) || Inner<SocketException>(e) => Ended(host),
        _ => HttpFailure.Down(Reasons.ResponseInvalid, $"The answer of {host} could not be read."),
    };

    private static string Waited(string host, string phase) => phase switch
    {
        PhaseClock.Resolve => $"The name {host} was not resolved",
        PhaseClock.Connect => $"{host} did not accept a connection",
        PhaseClock.Tls => $"The TLS handshake with {host} did not finish",
        PhaseClock.Processing => $"{host} accepted the connection but did not answer",
        _ => $"The answer of {host} did not end",
    };

    private static bool Inner<T>(Exception e)
        where T : Exception => e.InnerException is { } inner && (inner is T || Inner<T>(inner));
}
