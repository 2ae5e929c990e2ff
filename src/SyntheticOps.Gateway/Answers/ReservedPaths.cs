namespace SyntheticOps.Gateway.Answers;

/// <summary>Paths that are ours on the shop's own host. The pages need none of them; what is not mapped there is 404, never the shop's.</summary>
internal static class ReservedPaths
{
    public const string Path = "/_gateway";

    public static IEndpointConventionBuilder MapReservedPaths(this IEndpointRouteBuilder routes) => routes.Map(Path + "/{**rest}", () => Results.NotFound());
}
