using Parfumerie.Web;

namespace Parfumerie.Visitors;

/// <summary>Loads the visitor before a page or an API that wants to know who asks; assets and pictures do without.</summary>
internal sealed class VisitorFilter(VisitorRepository visitors) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var shopper = http.RequestServices.GetRequiredService<Shopper>();
        if (VisitorCookie.ReadId(http.Request) is { } id)
        {
            shopper.Visitor = await visitors.FindAsync(id, http.RequestAborted);
        }

        shopper.IsVisitorKnown = true;

        // Each page shows the basket's count: it is nobody else's.
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return await next(context);
    }
}
