using SyntheticOps.ServiceDefaults;

namespace Parfumerie.Faults;

/// <summary>Which requests a fault may touch.</summary>
internal static class FaultRoute
{
    private static readonly PathString[] Untouchable = [Names.Routes.Health, Names.Routes.Alive, Names.Routes.Faults];

    /// <summary>Health, liveness and the panel itself are never touched.</summary>
    public static bool IsTouchable(PathString path) => !Untouchable.Any(untouchable => path.StartsWithSegments(untouchable));

    /// <summary>The payment company is not the shop: it stays well unless it is named.</summary>
    private static readonly PathString Stripe = "/v1";

    /// <summary>No route covers the whole shop; `/` covers the home page; any other covers the path and what lies below it. The language prefix does not count.</summary>
    public static bool Covers(string? route, PathString path) => route switch
    {
        null => !path.StartsWithSegments(Stripe),
        "/" => path.Value is "/" or "",
        _ => path.StartsWithSegments(route.TrimEnd('/')),
    };
}
