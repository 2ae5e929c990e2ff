using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Net.Http.Headers;
using Yarp.ReverseProxy.Transforms;

namespace SyntheticOps.Gateway.Recognition.Staff;

/// <summary>
/// The cookie of a pass: its id, the host it is for and when it was set, sealed by Data Protection with a purpose of its own and an
/// expiry. It says who; whether that pass still counts is asked of <see cref="StaffPasses"/>.
/// </summary>
internal sealed class StaffCookie(IDataProtectionProvider protection, TimeProvider clock)
{
    /// <summary>Bound by browsers to this host, to https and to path / (RFC 6265bis section 4.1.3.2).</summary>
    public const string Name = "__Host-synops-staff";

    /// <summary>Longer values are not looked at; ours have some 250 characters.</summary>
    private const int MaximumLength = 1_024;

    private static readonly TimeSpan Ahead = TimeSpan.FromSeconds(60);

    private readonly IDataProtector _protector = protection.CreateProtector("SyntheticOps.Gateway.Staff.v1");

    public void Set(HttpContext context, StaffPass pass) => context.Response.Cookies.Append(Name, Seal(pass, context.Request.Host.Host), Options(pass.Until));

    public static void Clear(HttpContext context) => context.Response.Cookies.Delete(Name, Options(null));

    /// <summary>The id of the pass; null for a cookie that is not ours, not for this host, expired or from the future.</summary>
    public string? Read(HttpRequest request) =>
        request.Cookies[Name] is { Length: > 0 and <= MaximumLength } value && Open(value) is [var id, var host, var from, var until]
            && host.Equals(request.Host.Host, StringComparison.OrdinalIgnoreCase)
            && Time(from) is { } begin && Time(until) is { } end
            && clock.GetUtcNow() is var now && begin <= now + Ahead && now < end
                ? id
                : null;

    /// <summary>The sealed value; a method of its own for the tests that forge one.</summary>
    internal string Seal(StaffPass pass, string host) => _protector.Protect(string.Join(
        '\n', pass.Id, host.ToLowerInvariant(), Text(clock.GetUtcNow()), Text(pass.Until)));

    private string[]? Open(string value)
    {
        try
        {
            return _protector.Unprotect(value).Split('\n');
        }
        catch (CryptographicException)
        {
            return null; // bent, of another purpose, or of other keys
        }
    }

    private static string Text(DateTimeOffset time) => time.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);

    private static DateTimeOffset? Time(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds < 253_402_300_800 ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null;

    private static CookieOptions Options(DateTimeOffset? until) => new()
    {
        Path = "/",
        Secure = true,
        HttpOnly = true,
        SameSite = Microsoft.AspNetCore.Http.SameSiteMode.Lax, // the link may be opened from a mail or a chat
        Expires = until,
        IsEssential = true,
    };
}

/// <summary>The shop never sees the cookie.</summary>
internal sealed class StaffCookieFilter : RequestTransform
{
    public override ValueTask ApplyAsync(RequestTransformContext context)
    {
        var cookies = context.HttpContext.Request.Headers.Cookie;
        if (cookies.Any(line => line?.Contains(StaffCookie.Name, StringComparison.Ordinal) == true))
        {
            RemoveHeader(context, HeaderNames.Cookie);
            var kept = cookies
                .SelectMany(line => (line ?? "").Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                .Where(cookie => !cookie.StartsWith(StaffCookie.Name, StringComparison.Ordinal));
            if (string.Join("; ", kept) is { Length: > 0 } others)
            {
                AddHeader(context, HeaderNames.Cookie, others);
            }
        }

        return ValueTask.CompletedTask;
    }
}
