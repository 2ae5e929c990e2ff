namespace Parfumerie.Web;

/// <summary>
/// The one place that writes the shop's security headers, on every answer. Middleware that is to change them stands
/// before this one and uses OnStarting too: such callbacks run last come, first served.
/// </summary>
internal static class SecurityHeaders
{
    public const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Two years, as the preload list asks.</summary>
    public const string StrictTransportSecurity = "max-age=63072000; includeSubDomains; preload";

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
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
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "strict-origin-when-cross-origin";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=(), usb=()";
        // Razor components announce a script that this shop does not have.
        headers.Remove("blazor-enhanced-nav");
        if (context.Request.IsHttps)
        {
            // RFC 6797 section 7.2: never over plain http.
            headers.StrictTransportSecurity = StrictTransportSecurity;
        }
    }
}
