using Microsoft.AspNetCore.Authentication.Cookies;

namespace SyntheticOps.Collector.Access;

/// <summary>
/// Adds `__Host-` to the session cookie's name on https (RFC 6265bis section 4.1.3.2). Browsers refuse that prefix on
/// plain http, which the dashboard speaks on loopback.
/// </summary>
internal sealed class HostPrefixCookies : ICookieManager
{
    private readonly ChunkingCookieManager _cookies = new();

    public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, NameOf(context, key));

    public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
        _cookies.AppendResponseCookie(context, NameOf(context, key), value, options);

    public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
        _cookies.DeleteCookie(context, NameOf(context, key), options);

    private static string NameOf(HttpContext context, string key) => context.Request.IsHttps ? "__Host-" + key : key;
}
