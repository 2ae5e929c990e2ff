using Google.Protobuf;
using Google.Protobuf.Reflection;
using OpenTelemetry.Proto.Collector.Metrics.V1;
using OpenTelemetry.Proto.Common.V1;
using OpenTelemetry.Proto.Metrics.V1;
using SyntheticOps.Collector.Receiving.Mapping;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Receiving;

/// <summary>Metric points: gauges and sums as they are, histograms and summaries as sum and count.</summary>
internal sealed class MetricReceiver : IOtlpReceiver
{
    private const string NoName = "Metrics need a name.";

    public string Signal => "metrics";

    public string GrpcMethod => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export";

    public MessageDescriptor RequestType => ExportMetricsServiceRequest.Descriptor;

    public MappedRequest Map(IMessage request, long nowNano)
    {
        var clamp = new TimeClamp(nowNano);
        var records = new List<MetricPointRecord>();
        var rejected = 0;
        foreach (var resource in ((ExportMetricsServiceRequest)request).ResourceMetrics)
        {
            var source = ResourceReader.Read(resource.Resource);
            foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
            {
                var points = Points(metric);
                if (metric.Name.Length == 0)
                {
                    rejected += points.Count();
                    continue;
                }

                records.AddRange(points.Select(point => Map(point, metric, source, clamp)));
            }
        }

        return new MappedRequest(new TelemetryBatch { Metrics = records }, rejected, NoName);
    }

    public IMessage Answer(int rejected, string reason) => new ExportMetricsServiceResponse
    {
        PartialSuccess = rejected == 0 ? null : new ExportMetricsPartialSuccess { RejectedDataPoints = rejected, ErrorMessage = reason },
    };

    private static IEnumerable<Point> Points(Metric metric) => metric.DataCase switch
    {
        Metric.DataOneofCase.Gauge => metric.Gauge.DataPoints.Select(Number),
        Metric.DataOneofCase.Sum => metric.Sum.DataPoints.Select(Number),
        Metric.DataOneofCase.Histogram => metric.Histogram.DataPoints.Select(point => new Point(point.Attributes, point.TimeUnixNano, point.Sum, point.Count)),
        Metric.DataOneofCase.ExponentialHistogram =>
            metric.ExponentialHistogram.DataPoints.Select(point => new Point(point.Attributes, point.TimeUnixNano, point.Sum, point.Count)),
        Metric.DataOneofCase.Summary => metric.Summary.DataPoints.Select(point => new Point(point.Attributes, point.TimeUnixNano, point.Sum, point.Count)),
        _ => [],
    };

    private static Point Number(NumberDataPoint point) => new(
        point.Attributes, point.TimeUnixNano, point.ValueCase == NumberDataPoint.ValueOneofCase.AsInt ? point.AsInt : point.AsDouble, null);

    private static MetricPointRecord Map(Point point, Metric metric, Source source, TimeClamp clamp)
    {
        var flags = new HashSet<string>();
        var time = clamp.Apply(point.Time, flags);
        var attributes = AttributeReader.Read(point.Attributes, flags);
        return new MetricPointRecord
        {
            Name = AttributeReader.Cut(metric.Name, Limits.NameLength, flags),
            ServiceName = source.ServiceName,
            ServiceInstanceId = source.ServiceInstanceId,
            TimeUnixNano = time,
            Value = point.Value,
            Count = point.Count is { } count ? (long)Math.Min(count, long.MaxValue) : null,
            Unit = metric.Unit.Length > 0 ? AttributeReader.Cut(metric.Unit, Limits.NameLength, flags) : null,
            Attributes = AttributeReader.WithFlags(attributes, flags),
        };
    }

    private sealed record Point(IReadOnlyList<KeyValue> Attributes, ulong Time, double Value, ulong? Count);
}
