using Microsoft.AspNetCore.Http.Features;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Guard;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Gateway.Maintenance;

/// <summary>Stands before the proxy: answers 503 while maintenance stops the request.</summary>
internal sealed class MaintenanceGate(RequestDelegate next, MaintenanceRule maintenance, AnswerWriter answers)
{
    public Task InvokeAsync(HttpContext context)
    {
        if (maintenance.Find(context) is not { } cause)
        {
            return next(context);
        }

        context.Features.Get<IHttpActivityFeature>()?.Activity.SetTag(SyntheticTelemetry.Attributes.Maintenance, true);
        context.Features.Set(Refusal.Maintenance);
        context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        return answers.WriteAsync(context, maintenance.Answer(cause));
    }
}
