namespace Parfumerie.Web;

/// <summary>303: after a form, go on with GET (RFC 9110 section 15.4.4).</summary>
internal sealed class SeeOther(string location) : IResult
{
    public static IResult To(string location) => new SeeOther(location);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
