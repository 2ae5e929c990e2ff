using SyntheticOps.ServiceDefaults;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Webhooks;

/// <summary>Gives a replayed webhook the signature that it arrived with, in a header that no client can send.</summary>
internal sealed class ReplaySignature : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        if (context.HttpContext.Features.Get<ReplayedWebhook>() is { } replayed)
        {
            AddHeader(context, Names.Headers.OriginalSignature, replayed.Signature);
        }

        return ValueTask.CompletedTask;
    }
}

/// <summary>Feature of a request that the gateway makes itself.</summary>
internal sealed record ReplayedWebhook(string Signature);
