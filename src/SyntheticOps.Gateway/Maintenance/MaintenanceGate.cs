using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Recognition;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Stands before the proxy: answers 503 while maintenance covers the request; probes and health paths pass.</summary>
internal sealed class MaintenanceGate(
    RequestDelegate next, MaintenanceSwitch maintenance, AnswerWriter answers, IOptions<MaintenanceOptions> options, TimeProvider clock)
{
    /// <summary>When nobody knows the end.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(120);

    private readonly string[] _letThrough = options.Value.LetThrough;

    public Task InvokeAsync(HttpContext context)
    {
        if (!maintenance.Covers(context.Request)
            || context.Features.Get<RecognizedProbe>() is not null
            || _letThrough.Contains(context.Request.Path.Value, StringComparer.Ordinal))
        {
            return next(context);
        }

        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(SyntheticTelemetry.Attributes.Maintenance, true);
        var until = maintenance.State.Until;
        var wait = until - clock.GetUtcNow() ?? RetryAfter;
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return answers.WriteAsync(context, new Answer(Situation.Pause, until, wait));
    }
}
