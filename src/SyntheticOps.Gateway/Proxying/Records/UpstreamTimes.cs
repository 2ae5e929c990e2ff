using System.Globalization;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying.Records;

/// <summary>Feature of a request: when it was handed to the shop, and when the shop's headers came. Timestamps of the clock; 0: not yet.</summary>
internal sealed class UpstreamTimes
{
    public long Sent { get; set; }

    public long Answered { get; set; }
}

/// <summary>Notes when the request goes out.</summary>
internal sealed class SentTransform(TimeProvider clock) : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<UpstreamTimes>() is not { } times)
        {
            context.HttpContext.Features.Set(times = new UpstreamTimes());
        }

        times.Sent = clock.GetTimestamp();
        return ValueTask.CompletedTask;
    }
}

/// <summary>Notes when the answer begins, and tells the browser when that is switched on (Server Timing, W3C).</summary>
internal sealed class AnsweredTransform(TimeProvider clock, bool tellsBrowser) : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is not null && context.HttpContext.Features.Get<UpstreamTimes>() is { Sent: not 0 } times)
        {
            times.Answered = clock.GetTimestamp();
            if (tellsBrowser)
            {
                var wait = clock.GetElapsedTime(times.Sent, times.Answered).TotalMilliseconds;
                context.HttpContext.Response.Headers.Append("Server-Timing", string.Create(CultureInfo.InvariantCulture, $"shop;dur={wait:0.0}"));
            }
        }

        return ValueTask.CompletedTask;
    }
}
