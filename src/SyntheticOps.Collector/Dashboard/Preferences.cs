using Microsoft.AspNetCore.Mvc;
using SyntheticOps.Collector.Access;

namespace SyntheticOps.Collector.Dashboard;

/// <summary>Theme and language, kept in cookies for a year.</summary>
internal static class Preferences
{
    public const string ThemeCookie = "theme";
    public const string LanguageCookie = "lang";

    /// <summary>The theme button without script.</summary>
    public static IResult Keep([FromForm] string? theme, [FromForm(Name = "return")] string? back, HttpContext context)
    {
        if (theme is "light" or "dark" or "auto")
        {
            Remember(context, ThemeCookie, theme);
        }

        return Results.LocalRedirect(LocalPath.Of(back));
    }

    public static void Remember(HttpContext context, string name, string value) =>
        context.Response.Cookies.Append(name, value, new CookieOptions
        {
            MaxAge = TimeSpan.FromDays(365),
            HttpOnly = true,
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
}
