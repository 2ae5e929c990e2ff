using SyntheticOps.ServiceDefaults;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>Routes of the shop that no customer reaches: its fault panel (contracts.md section 7).</summary>
internal static class HiddenRoutes
{
    public static IEndpointConventionBuilder MapHiddenRoutes(this IEndpointRouteBuilder routes) =>
        routes.Map(Names.Routes.Faults + "/{**rest}", () => Results.NotFound());
}
