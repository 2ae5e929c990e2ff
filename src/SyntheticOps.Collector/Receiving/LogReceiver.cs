using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Logs.V1;
using SyntheticOps.Collector.Receiving.Mapping;
using SyntheticOps.Collector.Storage.Telemetry;
using ProtoLog = OpenTelemetry.Proto.Logs.V1.LogRecord;

namespace SyntheticOps.Collector.Receiving;

/// <summary>Log records. A record without valid ids is a record outside any trace.</summary>
internal sealed class LogReceiver : IOtlpReceiver
{
    /// <summary>FATAL4, the highest of the data model.</summary>
    private const int HighestSeverity = 24;

    public string Signal => "logs";

    public string GrpcMethod => "/opentelemetry.proto.collector.logs.v1.LogsService/Export";

    public MessageDescriptor RequestType => ExportLogsServiceRequest.Descriptor;

    public MappedRequest Map(IMessage request, long nowNano)
    {
        var clamp = new TimeClamp(nowNano);
        var logs = new List<LogRecord>();
        foreach (var resource in ((ExportLogsServiceRequest)request).ResourceLogs)
        {
            var source = ResourceReader.Read(resource.Resource);
            logs.AddRange(resource.ScopeLogs.SelectMany(scope => scope.LogRecords).Select(log => Map(log, source, clamp)));
        }

        return new MappedRequest(new TelemetryBatch { Logs = logs });
    }

    public IMessage Answer(int rejected, string reason) => new ExportLogsServiceResponse
    {
        PartialSuccess = rejected == 0 ? null : new ExportLogsPartialSuccess { RejectedLogRecords = rejected, ErrorMessage = reason },
    };

    private static LogRecord Map(ProtoLog log, Source source, TimeClamp clamp)
    {
        var flags = new HashSet<string>();
        var time = clamp.Apply(log.TimeUnixNano != 0 ? log.TimeUnixNano : log.ObservedTimeUnixNano, flags);
        var body = AttributeReader.Text(log.Body, flags);
        var attributes = AttributeReader.Read(log.Attributes, flags);
        return new LogRecord
        {
            TimeUnixNano = time,
            ServiceName = source.ServiceName,
            SeverityNumber = Math.Clamp(log.SeverityNumber, 0, HighestSeverity),
            Body = body,
            EventName = log.EventName.Length > 0 ? AttributeReader.Cut(log.EventName, Limits.NameLength, flags) : null,
            TraceId = Ids.Trace(log.TraceId),
            SpanId = Ids.Span(log.SpanId),
            Attributes = AttributeReader.WithFlags(attributes, flags),
        };
    }
}
