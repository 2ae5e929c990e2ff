namespace SyntheticOps.Gateway.Hosting;

/// <summary>Refuses TRACE (it echoes cookies and our own headers) and CONNECT (we are no forward proxy), RFC 9110 sections 9.3.6 and 9.3.8.</summary>
internal static class Methods
{
    private const string Allowed = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        if (!HttpMethods.IsTrace(context.Request.Method) && !HttpMethods.IsConnect(context.Request.Method))
        {
            return next(context);
        }

        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = Allowed;
        return Task.CompletedTask;
    }
}
