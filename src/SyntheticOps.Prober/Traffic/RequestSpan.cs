using System.Diagnostics;
using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Traffic;

/// <summary>Completes the CLIENT span of a request as the HTTP semantic conventions say.</summary>
internal static class RequestSpan
{
    /// <param name="keep">False takes it out of the export.</param>
    public static void Finish(TrackedRequest request, Redactor redactor, bool keep, DateTimeOffset now)
    {
        var span = request.Span!;
        if (!keep)
        {
            span.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
            span.Stop();
            return;
        }

        var error = request switch
        {
            { Error: { } text } => redactor.Redact(text),
            { Status: >= 400 and var status } => status.ToString(CultureInfo.InvariantCulture),
            { Duration: null } => "unanswered",
            _ => null,
        };
        if (request.Status is { } code)
        {
            span.SetTag(SyntheticTelemetry.Attributes.HttpResponseStatusCode, code);
        }

        if (request.Protocol is { Length: > 0 } protocol)
        {
            span.SetTag(SyntheticTelemetry.Attributes.NetworkProtocolVersion, protocol.Replace("http/", "", StringComparison.Ordinal).Replace("h2", "2", StringComparison.Ordinal));
        }

        span.SetTag(SyntheticTelemetry.Attributes.HttpResponseBodySize, request.Size)
            .SetTag(SyntheticTelemetry.Attributes.RequestType, request.Type)
            .SetTag(SyntheticTelemetry.Attributes.RequestInitiator, request.Initiator)
            .SetTag(SyntheticTelemetry.Attributes.RequestPhases, request.Phases?.Words().ToArray());
        if (error is not null)
        {
            // A page that is left takes its open requests with it: that is no error of anybody.
            span.SetTag(SyntheticTelemetry.Attributes.ErrorType, error).SetStatus(error == "net::ERR_ABORTED" ? ActivityStatusCode.Unset : ActivityStatusCode.Error);
        }

        span.SetStartTime(request.StartedAt.UtcDateTime);
        span.SetEndTime((request.StartedAt + (request.Duration ?? (now - request.StartedAt))).UtcDateTime);
        span.Stop();
    }
}
