using System.Diagnostics;
using OpenTelemetry;

namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Keeps polls of /health and /alive out of the traces. Stands before the exporter.</summary>
internal sealed class HealthSpanFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        if (data.Kind == ActivityKind.Server
            && data.GetTagItem(SyntheticTelemetry.Attributes.UrlPath) is Names.Routes.Health or Names.Routes.Alive)
        {
            data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
        }
    }
}
