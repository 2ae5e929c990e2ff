using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>Gives an answer without content a page for browsers and problem+json for everybody else.</summary>
internal static class ErrorPages
{
    public static WebApplication UseErrorPages(this WebApplication app)
    {
        app.UseExceptionHandler(handler => handler.Run(context => WriteAsync(context, StatusCodes.Status500InternalServerError)));
        app.UseStatusCodePages(context => WriteAsync(context.HttpContext, context.HttpContext.Response.StatusCode));
        return app;
    }

    private static Task WriteAsync(HttpContext context, int status)
    {
        var wantsPage = context.Request.Headers[HeaderNames.Accept].ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase)
            && !context.Request.Path.StartsWithSegments("/api") && !context.Request.Path.StartsWithSegments("/v1");
        IResult answer = wantsPage ? PageOf(status) : TypedResults.Problem(statusCode: status);
        return answer.ExecuteAsync(context);
    }

    private static RazorComponentResult PageOf(int status) => Page.Of<ErrorPage>(new ErrorModel(status), status);
}

/// <summary>What went wrong, by its HTTP status.</summary>
public sealed record ErrorModel(int Status);
