using SyntheticOps.ServiceDefaults;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Takes away what a client could use to speak in our name: other headers that carry an address, and names with an
/// underscore, which some servers read as a hyphen (X_Forwarded_For). X-Forwarded-* are set by YARP.
/// </summary>
internal sealed class ForwardedHeaders : RequestTransform
{
    private static readonly string[] LookAlikes =
    [
        "Forwarded", "X-Real-IP", "X-Client-IP", "X-Cluster-Client-IP", "True-Client-IP", "CF-Connecting-IP", "Fastly-Client-IP", "X-Original-URL", "X-Rewrite-URL", "Proxy",
        Names.Headers.OriginalSignature,
    ];

    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        foreach (var name in LookAlikes)
        {
            RemoveHeader(context, name);
        }

        foreach (var name in context.HttpContext.Request.Headers.Keys.Where(name => name.Contains('_', StringComparison.Ordinal)))
        {
            RemoveHeader(context, name);
        }

        return ValueTask.CompletedTask;
    }
}
