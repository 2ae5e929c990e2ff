using System.Diagnostics;
using OpenTelemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Forwarding;

/// <summary>Keeps the spans of ingest requests out of the collector's telemetry: each export would cause the next.</summary>
internal sealed class IngestSpanFilter : BaseProcessor<Activity>
{
    private static readonly string[] Paths = ["/v1/traces", "/v1/logs", "/v1/metrics", "/opentelemetry.proto.collector."];

    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server
            && data.GetTagItem(SyntheticTelemetry.Attributes.UrlPath) is string path
            && Paths.Any(start => path.StartsWith(start, StringComparison.Ordinal)))
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
