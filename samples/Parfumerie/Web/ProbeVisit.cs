using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Keys;
using SyntheticOps.ServiceDefaults.Probing;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace Parfumerie.Web;

/// <summary>Recognises probes by their signed header (contracts.md section 4); the gateway forwards Host unchanged.</summary>
internal sealed class ProbeVisit(RequestDelegate next, ProbeKey key, TimeProvider clock)
{
    public Task InvokeAsync(HttpContext context, Shopper shopper)
    {
        if (context.Request.Headers[Names.Headers.SyntheticProbe] is [{ } header])
        {
            var host = context.Request.Host;
            var hostAndPort = $"{host.Host}:{host.Port ?? (context.Request.IsHttps ? 443 : 80)}";
            shopper.Run = ProbeSignature.Verify(key.Value, header, hostAndPort, clock.GetUtcNow());
            if (shopper.Run is not null)
            {
                System.Diagnostics.Activity.Current?.SetTag(SyntheticTelemetry.Attributes.UserAgentSyntheticType, SyntheticTelemetry.UserAgentType);
            }
        }

        return next(context);
    }
}

/// <summary>SYNOPS_PROBE_KEY.</summary>
internal sealed record ProbeKey(string Value)
{
    public override string ToString() => "[REDACTED]";
}

/// <summary>SYNOPS_OPERATOR_KEY.</summary>
internal sealed record OperatorKeys(AccessKeys Keys);
