using Microsoft.AspNetCore.Http.Features;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Faults;

/// <summary>Writes `synthetic.fault.name` on the server span of a request that a fault touched; several names are joined by commas.</summary>
internal static class FaultMark
{
    public static void Set(HttpContext? context, string fault)
    {
        if (context?.Features.Get<IHttpActivityFeature>()?.Activity is not { } span)
        {
            return;
        }

        var before = span.GetTagItem(SyntheticTelemetry.Attributes.FaultName) as string;
        if (before is null || !before.Split(',').Contains(fault))
        {
            span.SetTag(SyntheticTelemetry.Attributes.FaultName, before is null ? fault : $"{before},{fault}");
        }
    }
}
