using Microsoft.AspNetCore.Builder;

namespace SyntheticOps.ServiceDefaults.Hosting;

public static class ListenerExtensions
{
    /// <summary>
    /// The routes answer on that Kestrel endpoint only (404 elsewhere). Without `Kestrel:Endpoints:NAME` in the
    /// configuration, as in in-memory tests, they answer everywhere.
    /// </summary>
    public static TBuilder RequireListener<TBuilder>(this TBuilder builder, string listener)
        where TBuilder : IEndpointConventionBuilder =>
        builder.WithMetadata(new ListenerMetadata(listener));
}
