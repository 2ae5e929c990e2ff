using Microsoft.Net.Http.Headers;
using SyntheticOps.ServiceDefaults.Keys;

namespace SyntheticOps.Collector.Api;

/// <summary>The keys that open the operating API.</summary>
internal sealed record OperatorKeys(AccessKeys Keys);

/// <summary>Lets nobody in without the operator key (RFC 6750), and keeps answers out of caches.</summary>
internal sealed class OperatorKeyFilter(OperatorKeys operators) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        http.Response.Headers.CacheControl = "no-store";
        if (operators.Keys.AcceptsBearer(http.Request.Headers.Authorization))
        {
            return await next(context);
        }

        http.Response.Headers[HeaderNames.WWWAuthenticate] = "Bearer";
        return Problems.Of(StatusCodes.Status401Unauthorized, "The operator key is missing or wrong: send Authorization: Bearer KEY.");
    }
}
