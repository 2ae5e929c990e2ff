using Microsoft.AspNetCore.Http.Timeouts;
using SyntheticOps.Gateway.Answers;
using SyntheticOps.Gateway.Guard.Connections;
using SyntheticOps.Gateway.Webhooks;
using Yarp.ReverseProxy.Forwarder;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>Gives a failure of the shop a page, problem+json or a line instead of an empty body; the status stays as it is.</summary>
internal sealed class FailoverAnswers(RequestDelegate next, AnswerWriter answers, ResetWatch resets)
{
    /// <summary>Sent with 503 only; RFC 9110 section 10.2.3 gives it no meaning with 502 and 504.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(30);

    public async Task InvokeAsync(HttpContext context)
    {
        FreshHealth.Apply(context);
        await next(context);
        if (SecondTry.Prepare(context))
        {
            await next(context);
        }

        if (context.Features.Get<HeldWebhook>() is not null)
        {
            return; // the webhook gate stores it, or answers its sender
        }

        // YARP takes the end of our own time limit for a client that left (400).
        if (context.Features.Get<IHttpRequestTimeoutFeature>()?.RequestTimeoutToken.IsCancellationRequested == true && !context.Response.HasStarted)
        {
            context.Response.StatusCode = StatusCodes.Status504GatewayTimeout;
        }

        var status = context.Response.StatusCode;
        var failed = context.Features.Get<IForwarderErrorFeature>() is not null || context.Features.Get<BareFailure>() is not null;
        if (failed && context.RequestAborted.IsCancellationRequested)
        {
            resets.Note(context);
        }

        if (failed && status >= 500 && !context.Response.HasStarted)
        {
            var situation = status == StatusCodes.Status504GatewayTimeout ? Situation.TooSlow : Situation.Unreachable;
            await answers.WriteAsync(context, new Answer(situation, null, status == StatusCodes.Status503ServiceUnavailable ? RetryAfter : null));
        }
    }
}
