using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard;
using SyntheticOps.Gateway.Recognition;
using SyntheticOps.ServiceDefaults;
using SyntheticOps.ServiceDefaults.Hosting;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>
/// Records customers' requests: metrics of all; log and trace of everything that went wrong, was refused or is a probe's, and of as
/// many successes as wanted. A success that is left out is left out by the shop's tracing too, which sees it in traceparent.
/// </summary>
internal sealed class AccessRecorder(RequestDelegate next, AccessMetrics metrics, AccessLog log, IOptions<AccessOptions> options, TimeProvider clock)
{
    private readonly Sampling _sampling = new(options.Value.SuccessesPerS, clock);

    public Task InvokeAsync(HttpContext context) => context.ArrivedOn(Names.Listeners.Admin) ? next(context) : RecordAsync(context);

    private async Task RecordAsync(HttpContext context)
    {
        var started = clock.GetTimestamp();
        var times = new UpstreamTimes();
        context.Features.Set(times);
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        var isProbe = context.Features.Get<RecognizedProbe>() is not null;
        var (isKept, ratio) = isProbe ? (true, 1) : _sampling.Next();
        var wasRecorded = span?.Recorded == true;
        if (!isKept && wasRecorded)
        {
            span!.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded; // no child spans, here and in the shop
        }

        try
        {
            await next(context);
        }
        finally
        {
            var isNews = isProbe || context.Response.StatusCode >= 400 || context.Features.Get<Refusal>() is not null;
            if (wasRecorded && isNews)
            {
                span!.ActivityTraceFlags |= ActivityTraceFlags.Recorded;
            }
            else if (isKept && ratio < 1)
            {
                span?.SetTag(SyntheticTelemetry.Attributes.SamplingRatio, ratio);
            }

            metrics.Record(context, times);
            if (isKept || isNews)
            {
                log.Write(context, clock.GetElapsedTime(started), isNews ? 1 : ratio);
            }
        }
    }
}
