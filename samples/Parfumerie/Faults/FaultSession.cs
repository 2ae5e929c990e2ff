using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;

namespace Parfumerie.Faults;

/// <summary>The panel's session: a protected cookie that somebody got for the operator key. It opens the forms, never the API.</summary>
internal sealed class FaultSession(IDataProtectionProvider protection, TimeProvider clock)
{
    private const string Name = "parfumerie.pannes";

    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(8);

    private readonly IDataProtector _protector = protection.CreateProtector("Parfumerie.Faults.Session.v1");

    public void Begin(HttpContext context) => context.Response.Cookies.Append(
        Name,
        _protector.Protect((clock.GetUtcNow() + Lifetime).ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
        Options(context));

    public static void End(HttpContext context) => context.Response.Cookies.Delete(Name, Options(context));

    public bool IsOpen(HttpContext context)
    {
        if (context.Request.Cookies[Name] is not { Length: > 0 and < 1024 } cookie)
        {
            return false;
        }

        try
        {
            return long.TryParse(_protector.Unprotect(cookie), NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                && clock.GetUtcNow().ToUnixTimeSeconds() < end;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static CookieOptions Options(HttpContext context) => new()
    {
        HttpOnly = true,
        Secure = context.Request.IsHttps,
        SameSite = SameSiteMode.Strict,
        Path = "/_faults",
        IsEssential = true,
    };
}
