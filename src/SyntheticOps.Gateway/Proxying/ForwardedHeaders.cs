using System.Collections.Frozen;
using SyntheticOps.ServiceDefaults;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Takes away what a client could use to speak in our name: other headers that carry an address, and names with an
/// underscore, which some servers read as a hyphen (X_Forwarded_For). X-Forwarded-* are set by YARP.
/// </summary>
internal sealed class ForwardedHeaders : RequestTransform
{
    private static readonly FrozenSet<string> LookAlikes = FrozenSet.ToFrozenSet(
        [
            "Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "X-Original-URL", "X-Rewrite-URL", "Proxy",
            Names.Headers.OriginalSignature,
        ],
        StringComparer.OrdinalIgnoreCase);

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        // One pass over what came: most requests carry none of them.
        foreach (var (name, _) in context.HttpContext.Request.Headers)
        {
            if (name.Contains('_', StringComparison.Ordinal) || LookAlikes.Contains(name))
            {
                RemoveHeader(context, name);
            }
        }

        return ValueTask.CompletedTask;
    }
}
