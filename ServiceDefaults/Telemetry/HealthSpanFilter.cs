using System.Diagnostics;
using OpenTelemetry;

namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>Keeps polls of /health and /alive, and what they cause in this process, out of the traces. Stands before the exporter.</summary>
internal sealed class HealthSpanFilter : BaseProcessor<Activity>
{
    public override void OnEnd(Activity data)
    {
        for (var span = data; span is not null; span = span.Parent)
        {
            if (IsHealthPoll(span))
            {
                data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
                return;
            }
        }
    }

    private static bool IsHealthPoll(Activity span) => span.Kind == ActivityKind.Server
        && span.GetTagItem(SyntheticTelemetry.Attributes.UrlPath) is Names.Routes.Health or Names.Routes.Alive;
}
