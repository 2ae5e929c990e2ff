using System.Diagnostics;
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
    /// <summary>Makes the framework write server.address, http.request.method, url.path and the like; before the host is built.</summary>
    public static void RequestStandardTags() =>
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);

    public static async Task CompleteAsync(HttpContext context, RequestDelegate next)
    {
        var span = context.Features.Get<IHttpActivityFeature>()?.Activity;
        try
        {
            await next(context);
        }
        catch (Exception e) when (Failed(span, e))
        {
            throw;
        }
        finally
        {
            Complete(span, context);
        }
    }

    private static void Complete(Activity? span, HttpContext context)
    {
        if (span is null)
        {
            return;
        }

        var route = (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText;
        span.DisplayName = route is null ? context.Request.Method : $"{context.Request.Method} {route}";
        if (route is not null)
        {
            span.SetTag(SyntheticTelemetry.Attributes.HttpRoute, route);
        }

        var status = context.Response.StatusCode;
        span.SetTag(SyntheticTelemetry.Attributes.HttpResponseStatusCode, status);
        if (status >= 500)
        {
            span.SetStatus(ActivityStatusCode.Error);
            if (span.GetTagItem(SyntheticTelemetry.Attributes.ErrorType) is null)
            {
                span.SetTag(SyntheticTelemetry.Attributes.ErrorType, status.ToString(System.Globalization.CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>Runs as an exception filter, so that the exception passes by untouched.</summary>
    private static bool Failed(Activity? span, Exception e)
    {
        span?.SetStatus(ActivityStatusCode.Error, e.Message);
        span?.SetTag(SyntheticTelemetry.Attributes.ErrorType, e.GetType().FullName);
        span?.AddException(e);
        return false;
    }
}
