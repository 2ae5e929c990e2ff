using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Options;

namespace SyntheticOps.Collector.Access;

/// <summary>A signed-in browser. There is one account, the operator; the cookie holds when it signed in.</summary>
internal static class Session
{
    public const string Actor = "user:operator";

    private const string SignedInAt = "signed-in-at";

    public static Task SignInAsync(HttpContext context)
    {
        var now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        var identity = new ClaimsIdentity(
            [
                new Claim(ClaimTypes.Name, Actor),
                new Claim(SignedInAt, now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ],
            CookieAuthenticationDefaults.AuthenticationScheme);
        return context.SignInAsync(new ClaimsPrincipal(identity), new AuthenticationProperties { IsPersistent = false });
    }

    public static void Configure(CookieAuthenticationOptions cookie, AccessOptions access)
    {
        cookie.Cookie.Name = "synops";
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax; // links from chat messages must open signed in; every form has its own token
        cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.Path = "/";
        cookie.CookieManager = new HostPrefixCookies();
        cookie.ExpireTimeSpan = access.SessionIdle;
        cookie.SlidingExpiration = true;
        cookie.LoginPath = "/login";
        cookie.ReturnUrlParameter = "return";
        cookie.Events.OnValidatePrincipal = EndAfterAbsoluteLimitAsync;
        cookie.Events.OnRedirectToLogin = Challenge;
        cookie.Events.OnRedirectToAccessDenied = Challenge;
    }

    private static async Task EndAfterAbsoluteLimitAsync(CookieValidatePrincipalContext context)
    {
        var limit = context.HttpContext.RequestServices.GetRequiredService<IOptions<AccessOptions>>().Value.SessionAbsolute;
        var now = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow();
        if (!long.TryParse(context.Principal?.FindFirstValue(SignedInAt), CultureInfo.InvariantCulture, out var since)
            || now - DateTimeOffset.FromUnixTimeSeconds(since) >= limit)
        {
            context.RejectPrincipal();
            await context.HttpContext.SignOutAsync();
        }
    }

    /// <summary>Pages lead to the login page; an API never redirects; what does not exist is 404 for everybody.</summary>
    private static Task Challenge(RedirectContext<CookieAuthenticationOptions> context)
    {
        var request = context.Request;
        if (context.HttpContext.GetEndpoint() is null)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        }
        else if (HttpMethods.IsGet(request.Method) && !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v1"))
        {
            context.Response.Redirect(context.RedirectUri);
        }
        else
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        }

        return Task.CompletedTask;
    }
}
