using System.Security.Cryptography;
using System.Text;

namespace Parfumerie.Visitors;

/// <summary>The cookie that carries a visitor's token. `__Host-` needs https (RFC 6265bis section 4.1.3.2), so plain http has a name of its own.</summary>
internal static class VisitorCookie
{
    private const string Name = "visite";
    private const string SecureName = "__Host-" + Name;
    private const int TokenLength = 43;

    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>The visitor id that the request's cookie stands for; null without a well-formed cookie.</summary>
    public static string? ReadId(HttpRequest request) =>
        request.Cookies[request.IsHttps ? SecureName : Name] is { Length: TokenLength } token ? IdOf(token) : null;

    /// <summary>Hands out a new token and returns the id that it stands for.</summary>
    public static string Issue(HttpContext context)
    {
        var token = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", TokenLength);
        context.Response.Cookies.Append(context.Request.IsHttps ? SecureName : Name, token, Options(context, Lifetime));
        return IdOf(token);
    }

    public static void Remove(HttpContext context) =>
        context.Response.Cookies.Delete(context.Request.IsHttps ? SecureName : Name, Options(context, null));

    private static CookieOptions Options(HttpContext context, TimeSpan? age) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Lax,
        Path = "/",
        MaxAge = age,
        IsEssential = true,
    };

    private static string IdOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));
}
