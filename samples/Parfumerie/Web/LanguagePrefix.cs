using System.Diagnostics;
using Parfumerie.Localization;

namespace Parfumerie.Web;

/// <summary>
/// /en makes the request English and is moved to the path base. There is no guess from Accept-Language: the same address
/// shows everyone the same page, which also makes it cacheable and checkable.
/// </summary>
internal static class LanguagePrefix
{
    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        var shopper = context.RequestServices.GetRequiredService<Shopper>();
        if (context.Request.Path.StartsWithSegments("/en", out var rest))
        {
            shopper.Language = Language.English;
            context.Request.PathBase = context.Request.PathBase.Add("/en");
            context.Request.Path = rest.HasValue ? rest : "/";
        }

        // A form that is shown again by its API has no address of its own to switch the language of.
        shopper.Path = context.Request.Path.StartsWithSegments("/api")
            ? "/"
            : context.Request.Path.ToUriComponent() + context.Request.QueryString.ToUriComponent();
        shopper.TraceId = (Activity.Current?.TraceId ?? ActivityTraceId.CreateRandom()).ToHexString();
        context.Response.Headers.ContentLanguage = shopper.Language == Language.English ? "en" : "fr";
        return next(context);
    }
}
