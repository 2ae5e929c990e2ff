using Microsoft.Extensions.Options;
using SyntheticOps.Gateway.Guard;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>
/// Lets only known methods through. TRACE echoes cookies and our own headers, CONNECT would make us a forward proxy
/// (RFC 9110 sections 9.3.6 and 9.3.8): those two never pass, whatever is configured.
/// </summary>
internal sealed class Methods(RequestDelegate next, IOptions<CustomerOptions> options)
{
    private static readonly string[] Standard = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

    private readonly string[] _allowed = [.. Standard.Union(options.Value.Methods, StringComparer.Ordinal)];

    public Task InvokeAsync(HttpContext context)
    {
        // Kestrel hands out one string object for each standard method, so the first comparison mostly ends it.
        if (Array.IndexOf(_allowed, context.Request.Method) >= 0)
        {
            return next(context);
        }

        context.Features.Set(Refusal.Method);
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = string.Join(", ", _allowed);
        return Task.CompletedTask;
    }
}
