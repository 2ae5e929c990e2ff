using System.Diagnostics.Metrics;
using SyntheticOps.Gateway.Guard;
using SyntheticOps.ServiceDefaults.Telemetry;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>What ASP.NET Core does not count: refusals by reason, and how long the shop took by route and phase. Requests, status and latency by route are its `http.server.request.duration`.</summary>
internal sealed class AccessMetrics
{
    private static readonly KeyValuePair<string, object?> Wait = new(SyntheticTelemetry.Attributes.GatewayPhase, "wait");
    private static readonly KeyValuePair<string, object?> Transfer = new(SyntheticTelemetry.Attributes.GatewayPhase, "transfer");

    private readonly Counter<long> _refused;
    private readonly Histogram<double> _upstream;
    private readonly TimeProvider _clock;

    public AccessMetrics(IMeterFactory meters, TimeProvider clock)
    {
        _clock = clock;
        var meter = meters.Create(SyntheticTelemetry.Meter);
        _refused = meter.CreateCounter<long>(SyntheticTelemetry.Metrics.GatewayRefused, "{request}", "Requests that the gateway answered itself, by reason.");
        _upstream = meter.CreateHistogram<double>(
            SyntheticTelemetry.Metrics.GatewayUpstreamDuration, "s", "How long the shop took: wait until its headers, transfer until the end.", null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [.. SyntheticTelemetry.Metrics.DurationBounds] });
    }

    public void Record(HttpContext context, UpstreamTimes times)
    {
        if (context.Features.Get<Refusal>() is { } refusal)
        {
            _refused.Add(1, new KeyValuePair<string, object?>(SyntheticTelemetry.Attributes.RefusalReason, refusal.Reason));
        }

        if (times is { Sent: not 0, Answered: not 0 })
        {
            var route = new KeyValuePair<string, object?>(SyntheticTelemetry.Attributes.GatewayRoute, context.Features.Get<IReverseProxyFeature>()?.Route.Config.RouteId);
            _upstream.Record(_clock.GetElapsedTime(times.Sent, times.Answered).TotalSeconds, route, Wait);
            _upstream.Record(_clock.GetElapsedTime(times.Answered).TotalSeconds, route, Transfer);
        }
    }
}
