using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Drops the body of an answer 5xx to a webhook: its sender gets our answer instead.</summary>
internal sealed class WebhookFailures : ResponseTransform
{
    public override ValueTask ApplyAsync(ResponseTransformContext context)
    {
        if (context.ProxyResponse is { } response && (int)response.StatusCode >= 500 && context.HttpContext.Features.Get<HeldWebhook>() is not null)
        {
            context.SuppressResponseBody = true;
        }

        return ValueTask.CompletedTask;
    }
}
