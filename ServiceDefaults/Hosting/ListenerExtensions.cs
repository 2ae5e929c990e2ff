using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

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

    /// <summary>Whether the connection came in on that Kestrel endpoint.</summary>
    public static bool ArrivedOn(this HttpContext context, string listener) =>
        context.Features.Get<ListenerFeature>() is { } feature && feature.Name.Equals(listener, StringComparison.OrdinalIgnoreCase);
}
