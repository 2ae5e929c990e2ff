using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;

namespace SyntheticOps.ServiceDefaults.Telemetry;

/// <summary>
/// ASP.NET Core 10 starts the server span but leaves out its name, route, status and error (they come in .NET 11):
/// this adds them as the HTTP semantic conventions say.
/// </summary>
internal static class ServerSpans
{
    /// <summary>nginx's word for a client that went away; .NET reports it so too.</summary>
    private const int ClientClosedRequest = 499;

    private static readonly HashSet<string> KnownMethods =
        ["GET", "HEAD", "POST", "PUT", "DELETE", "CONNECT", "OPTIONS", "TRACE", "PATCH", "QUERY"];

    /// <summary>Makes the framework write server.address, http.request.method, url.path and the like; before the host is built.</summary>
    public static void RequestStandardTags() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    /// <summary>A span that nobody records costs nothing here.</summary>
    public static Task CompleteAsync(HttpContext context, RequestDelegate next) =>
        context.Features.Get<IHttpActivityFeature>()?.Activity is { IsAllDataRequested: true, Source.Name.Length: > 0 } span ? CompleteAsync(context, next, span) : next(context);

    private static async Task CompleteAsync(HttpContext context, RequestDelegate next, Activity span)
    {
        Exception? unhandled = null;
        try
        {
            await next(context);
        }
        catch (Exception e) when (Remember(e, out unhandled))
        {
            throw;
        }
        finally
        {
            Complete(span, context, unhandled);
        }
    }

    private static void Complete(Activity span, HttpContext context, Exception? unhandled)
    {
        var handler = context.Features.Get<IExceptionHandlerFeature>();
        var route = RouteOf(handler?.Endpoint ?? context.Features.Get<IStatusCodeReExecuteFeature>()?.Endpoint ?? context.GetEndpoint());
        // An unbounded set of methods would make an unbounded set of names.
        var method = KnownMethods.Contains(context.Request.Method) ? context.Request.Method : "HTTP";
        span.DisplayName = route is null ? method : $"{method} {route}";
        if (route is not null)
        {
            span.SetTag(SyntheticTelemetry.Attributes.HttpRoute, route);
        }

        var status = StatusOf(context, unhandled);
        span.SetTag(SyntheticTelemetry.Attributes.HttpResponseStatusCode, status);
        if (status >= 500)
        {
            Fail(span, unhandled ?? handler?.Error, status);
        }
    }

    /// <summary>The answer that the client gets; the server writes that of an unhandled exception only after this middleware.</summary>
    private static int StatusOf(HttpContext context, Exception? unhandled) => unhandled switch
    {
        not null when context.RequestAborted.IsCancellationRequested => ClientClosedRequest,
        BadHttpRequestException bad => bad.StatusCode,
        not null => StatusCodes.Status500InternalServerError,
        null => context.Response.StatusCode,
    };

    private static void Fail(Activity span, Exception? cause, int status)
    {
        span.SetStatus(ActivityStatusCode.Error, cause?.Message);
        // A fault of the application may have named its own error.
        if (span.GetTagItem(SyntheticTelemetry.Attributes.ErrorType) is null)
        {
            span.SetTag(SyntheticTelemetry.Attributes.ErrorType, cause?.GetType().FullName ?? status.ToString(CultureInfo.InvariantCulture));
        }

        if (cause is not null)
        {
            span.AddException(cause);
        }
    }

    private static string? RouteOf(Endpoint? endpoint) =>
        (endpoint as RouteEndpoint)?.RoutePattern.RawText is { } route ? "/" + route.TrimStart('/') : null;

    /// <summary>Runs as an exception filter, so that the exception passes by untouched.</summary>
    private static bool Remember(Exception e, out Exception remembered)
    {
        remembered = e;
        return false;
    }
}
