using System.Globalization;
using System.Security.Cryptography;
using Google.Protobuf;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Resource.V1;
using OpenTelemetry.Proto.Trace.V1;
using SyntheticOps.Checks.Words;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;
using Keys = SyntheticOps.ServiceDefaults.Telemetry.SyntheticTelemetry.Attributes;

namespace SyntheticOps.Collector.Receiving.Heartbeats;

/// <summary>
/// A report as the root span of a run of type heartbeat (contracts.md section 3), in the form in which probes send theirs: so
/// it is bounded, redacted, stored and forwarded like every other run.
/// </summary>
internal sealed record HeartbeatRun(string RunId, Outcome Outcome, ExportTraceServiceRequest Request)
{
    private const string Service = "heartbeat";

    /// <param name="startedAt">When the job began; null when nobody knows.</param>
    public static HeartbeatRun Of(Heartbeat heartbeat, HeartbeatReport report, DateTimeOffset? startedAt, DateTimeOffset now)
    {
        var id = RandomNumberGenerator.GetBytes(16);
        var failed = report.Status == HeartbeatStatus.Failure;
        var outcome = failed ? Outcome.Down : Outcome.Up;
        var start = startedAt is { } at && at < now ? at : now;
        var span = new Span
        {
            TraceId = ByteString.CopyFrom(id),
            SpanId = ByteString.CopyFrom(RandomNumberGenerator.GetBytes(8)),
            Name = SyntheticTelemetry.Spans.Check,
            Kind = Span.Types.SpanKind.Internal,
            StartTimeUnixNano = (ulong)UnixNano.From(start),
            EndTimeUnixNano = (ulong)UnixNano.From(now),
            Attributes =
            {
                Text(Keys.CheckName, heartbeat.Check.Name), Text(Keys.CheckType, heartbeat.Check.Type), Text(Keys.SiteName, heartbeat.Site.Name),
                Text(Keys.Outcome, outcome.Word()), Text(Keys.Trigger, "schedule"), Number(Keys.Attempt, 1), Text(Keys.ConfigHash, heartbeat.ConfigHash),
            },
        };
        if (failed)
        {
            Fail(span, heartbeat.Check.Name, report);
        }
        else if (report.Message is { } said)
        {
            span.Attributes.Add([Text(Keys.Message, said), Text(Keys.MessageParts, Saying.Text(said).Pack())]);
        }

        var resource = new Resource { Attributes = { Text("service.name", Service), Text(Keys.LocationName, heartbeat.Site.Locations[0]) } };
        return new HeartbeatRun(
            Convert.ToHexStringLower(id),
            outcome,
            new ExportTraceServiceRequest { ResourceSpans = { new ResourceSpans { Resource = resource, ScopeSpans = { new ScopeSpans { Spans = { span } } } } } });
    }

    private static void Fail(Span span, string check, HeartbeatReport report)
    {
        var code = report.ExitCode?.ToString(CultureInfo.InvariantCulture) ?? "";
        var said = report.Message is { } line ? ": " + line : ".";
        var words = Words(check, code, report.Message);
        var message = words.ToString();
        var text = (code.Length > 0 ? $"Exit code {code}" : "The job failed") + said;
        span.Attributes.Add([Text(Keys.OutcomeReason, Reasons.StepFailed), Text(Keys.ErrorType, Reasons.StepFailed), Text(Keys.Message, message), Text(Keys.MessageParts, words.Pack())]);
        span.Status = new Status { Code = Status.Types.StatusCode.Error, Message = message };
        span.Events.Add(new Span.Types.Event
        {
            Name = SyntheticTelemetry.Events.Finding,
            TimeUnixNano = span.EndTimeUnixNano,
            Attributes =
            {
                Text(Keys.FindingCode, "heartbeat-failed"), Text(Keys.FindingSeverity, Severity.Error.Word()), Text(Keys.FindingKind, FindingKind.State.Word()),
                Text(Keys.FindingSubject, check), Text(Keys.FindingText, text),
                new KeyValue { Key = Keys.FindingArgs, Value = new AnyValue { ArrayValue = new ArrayValue { Values = { new AnyValue { StringValue = code } } } } },
            },
        });
    }

    private static Saying Words(string check, string code, string? said) => (code, said) switch
    {
        ("", null) => Saying.Of("heartbeat.failed", check),
        ("", _) => Saying.Of("heartbeat.failed-said", check, said),
        (_, null) => Saying.Of("heartbeat.code", check, code),
        _ => Saying.Of("heartbeat.code-said", check, code, said),
    };

    private static KeyValue Text(string key, string value) => new() { Key = key, Value = new AnyValue { StringValue = value } };

    private static KeyValue Number(string key, long value) => new() { Key = key, Value = new AnyValue { IntValue = value } };
}
