using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Trace.V1;
using OpenTelemetry.Proto.Trace.V1;
using SyntheticOps.Collector.Receiving.Mapping;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Receiving;

/// <summary>Spans.</summary>
internal sealed class TraceReceiver : IOtlpReceiver
{
    private const string BadIds = "Spans need a trace id of 16 bytes and a span id of 8 bytes, neither all zero.";

    public string Signal => "traces";

    public string GrpcMethod => "/opentelemetry.proto.collector.trace.v1.TraceService/Export";

    public MessageDescriptor RequestType => ExportTraceServiceRequest.Descriptor;

    public MappedRequest Map(IMessage request, long nowNano)
    {
        var spans = new List<SpanRecord>();
        var rejected = 0;
        var clamp = new TimeClamp(nowNano);
        foreach (var resource in ((ExportTraceServiceRequest)request).ResourceSpans)
        {
            var source = ResourceReader.Read(resource.Resource);
            foreach (var span in resource.ScopeSpans.SelectMany(scope => scope.Spans))
            {
                if (Map(span, source, clamp) is { } record)
                {
                    spans.Add(record);
                }
                else
                {
                    rejected++;
                }
            }
        }

        return new MappedRequest(new TelemetryBatch { Spans = spans }, rejected, BadIds);
    }

    public IMessage Answer(int rejected, string reason) => new ExportTraceServiceResponse
    {
        PartialSuccess = rejected == 0 ? null : new ExportTracePartialSuccess { RejectedSpans = rejected, ErrorMessage = reason },
    };

    private static SpanRecord? Map(Span span, Source source, TimeClamp clamp)
    {
        if (Ids.Trace(span.TraceId) is not { } traceId || Ids.Span(span.SpanId) is not { } spanId)
        {
            return null;
        }

        var flags = new HashSet<string>();
        var start = clamp.Apply(span.StartTimeUnixNano, flags);
        var end = clamp.Apply(span.EndTimeUnixNano, flags);
        if (end < start)
        {
            flags.Add("time");
        }

        var events = span.Events.Take(Limits.Events).Select(item => Map(item, clamp, flags)).ToArray();
        if (span.Events.Count > Limits.Events)
        {
            flags.Add("events");
        }

        var attributes = AttributeReader.Read(span.Attributes, flags);
        return new SpanRecord
        {
            TraceId = traceId,
            SpanId = spanId,
            ParentSpanId = Ids.Span(span.ParentSpanId),
            Name = Redaction.Apply(AttributeReader.Cut(span.Name, Limits.NameLength, flags)),
            Kind = Kind(span.Kind),
            StartUnixNano = start,
            EndUnixNano = Math.Max(start, end),
            IsError = span.Status?.Code == Status.Types.StatusCode.Error,
            StatusMessage = span.Status?.Message is { Length: > 0 } message ? AttributeReader.Clean("", message, flags) : null,
            ServiceName = source.ServiceName,
            ServiceInstanceId = source.ServiceInstanceId,
            Location = source.Location,
            Events = events,
            Attributes = AttributeReader.WithFlags(attributes, flags),
        };
    }

    private static SpanEventRecord Map(Span.Types.Event item, TimeClamp clamp, HashSet<string> flags) => new(
        AttributeReader.Cut(item.Name, Limits.NameLength, flags),
        clamp.Apply(item.TimeUnixNano, flags),
        AttributeReader.Read(item.Attributes, flags));

    private static string Kind(Span.Types.SpanKind kind) => kind switch
    {
        Span.Types.SpanKind.Internal => "internal",
        Span.Types.SpanKind.Server => "server",
        Span.Types.SpanKind.Client => "client",
        Span.Types.SpanKind.Producer => "producer",
        Span.Types.SpanKind.Consumer => "consumer",
        _ => "unspecified",
    };
}
