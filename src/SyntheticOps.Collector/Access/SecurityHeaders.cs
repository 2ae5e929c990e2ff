using System.Net;

namespace SyntheticOps.Collector.Access;

/// <summary>Response headers of every page, API answer and error. A product that grades headers gets A+ from its own checker.</summary>
internal static class SecurityHeaders
{
    private static readonly object LiveRefresh = new();

    private const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    /// <summary>Lets this answer's page fetch itself again.</summary>
    public static void AllowLiveRefresh(this HttpContext context) => context.Items[LiveRefresh] = true;

    public static Task ApplyAsync(HttpContext context, RequestDelegate next)
    {
        context.Response.OnStarting(() =>
        {
            Write(context);
            return Task.CompletedTask;
        });
        return next(context);
    }

    private static void Write(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.Remove("blazor-enhanced-nav"); // says what we are made of, and nothing of ours reads it
        headers.TryAdd("Content-Security-Policy", context.Items.ContainsKey(LiveRefresh) ? Policy + "; connect-src 'self'" : Policy);
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "same-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        if (!context.Response.Headers.ContainsKey("Cache-Control") || !headers.CacheControl.ToString().Contains("immutable", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }

        if (context.Request.IsHttps && !IsLoopback(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = "max-age=63072000; includeSubDomains";
        }
    }

    private static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase) || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
