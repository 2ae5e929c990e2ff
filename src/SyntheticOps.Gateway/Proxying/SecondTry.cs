using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Forwarder;
using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Sends a request that reads and has no body once more, to another destination, when the first one could not be reached: so the
/// requests before passive health checks notice a dead destination are answered too.
/// </summary>
internal static class SecondTry
{
    /// <summary>Makes the request ready for another go; false when there is none.</summary>
    public static bool Prepare(HttpContext context)
    {
        if (context.Features.Get<IForwarderErrorFeature>() is not { Error: ForwarderError.Request } || context.Response.HasStarted
            || context.RequestAborted.IsCancellationRequested || !IsRepeatable(context)
            || context.Features.Get<IReverseProxyFeature>() is not { ProxiedDestination: { } failed } proxy)
        {
            return false;
        }

        var others = proxy.Cluster.Config.Destinations?.Count > 1
            ? proxy.AllDestinations.Where(destination => destination != failed && !FreshHealth.IsUnhealthy(destination)).ToArray()
            : [];
        if (others.Length == 0)
        {
            return false;
        }

        proxy.AvailableDestinations = others;
        context.Features.Set<IForwarderErrorFeature>(null);
        context.Response.StatusCode = StatusCodes.Status200OK;
        return true;
    }

    private static bool IsRepeatable(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.Features.Get<IHttpRequestBodyDetectionFeature>()?.CanHaveBody != true;
}
