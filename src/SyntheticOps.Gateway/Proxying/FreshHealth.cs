using Yarp.ReverseProxy.Model;

namespace SyntheticOps.Gateway.Proxying;

/// <summary>
/// Leaves a destination out from the moment it is known to be unhealthy. YARP notes that, and has its list of available destinations made anew by a
/// task of the thread pool: on a full machine customers would be sent to a broken shop until that task gets its turn.
/// </summary>
internal static class FreshHealth
{
    public static void Apply(HttpContext context)
    {
        if (context.Features.Get<IReverseProxyFeature>() is { AvailableDestinations: { Count: > 1 } available } proxy
            && available.Any(IsUnhealthy) && available.Where(destination => !IsUnhealthy(destination)).ToArray() is { Length: > 0 } healthy)
        {
            proxy.AvailableDestinations = healthy; // with none left, those that HealthyOrPanic gives
        }
    }

    public static bool IsUnhealthy(DestinationState destination) =>
        destination.Health.Passive == DestinationHealth.Unhealthy || destination.Health.Active == DestinationHealth.Unhealthy;
}
