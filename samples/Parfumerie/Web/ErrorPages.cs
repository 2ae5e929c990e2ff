using Microsoft.AspNetCore.Http.Features;
using Parfumerie.Data;
using Parfumerie.Pages;

namespace Parfumerie.Web;

/// <summary>Gives every failed answer without a body a page that a customer understands, or problem+json below /api and /v1.</summary>
internal sealed class ErrorPages(RequestDelegate next, ILogger<ErrorPages> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        try
        {
            await next(context);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // 499, nginx's word for a client that left: nobody reads the answer, and it is no fault of ours.
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
            return;
        }
        catch (BadHttpRequestException e) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = e.StatusCode;
        }
        catch (Exception e) when (!context.Response.HasStarted)
        {
            Report(context, e);
            context.Response.Clear();
            context.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        if (context.Response.StatusCode >= 400 && IsEmpty(context.Response))
        {
            await AnswerAsync(context);
        }
    }

    private void Report(HttpContext context, Exception e)
    {
        log.RequestFailed(e, context.Request.Method, context.Request.Path);
        context.Features.Get<IHttpActivityFeature>()?.Activity.Fail(e);
    }

    private static bool IsEmpty(HttpResponse response) =>
        !response.HasStarted && response.ContentType is null && response.ContentLength is null or 0;

    private static Task AnswerAsync(HttpContext context)
    {
        var status = context.Response.StatusCode;
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.Path.StartsWithSegments("/api") || context.Request.Path.StartsWithSegments("/v1"))
        {
            return Results.Problem(statusCode: status).ExecuteAsync(context);
        }

        return Show.Page<ErrorPage>(new { Status = status }, status).ExecuteAsync(context);
    }
}
