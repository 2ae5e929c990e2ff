using Microsoft.AspNetCore.Http.Features;
using SyntheticOps.Gateway.Guard;

namespace SyntheticOps.Gateway.Hosting;

/// <summary>
/// Refuses paths that two servers read differently, so that our rules and the shop always see the same path: an encoded slash,
/// backslash or control character (once or twice encoded), an overlong dot or slash, and a bare backslash (RFC 3986 section 6).
/// </summary>
internal static class Paths
{
    /// <summary>Overlong UTF-8 of . / and \.</summary>
    private static readonly string[] Overlong = ["c0%ae", "c0%af", "c1%9c", "e0%80%ae", "e0%80%af"];

    public static Task RefuseAsync(HttpContext context, RequestDelegate next)
    {
        var target = context.Features.Get<IHttpRequestFeature>()?.RawTarget ?? "";
        if (!IsAmbiguous(target.AsSpan(0, target.IndexOf('?') is var query and >= 0 ? query : target.Length)))
        {
            return next(context);
        }

        context.Features.Set(Refusal.Path);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        context.Response.Headers.CacheControl = "no-store";
        return Task.CompletedTask;
    }

    public static bool IsAmbiguous(ReadOnlySpan<char> path)
    {
        if (path.Contains('\\'))
        {
            return true;
        }

        for (var at = path.IndexOf('%'); at >= 0; at = Next(path, at))
        {
            var code = path[(at + 1)..];
            if (!IsCode(code))
            {
                return true; // a percent sign that encodes nothing
            }

            while (code.StartsWith("25", StringComparison.Ordinal))
            {
                code = code[2..]; // %252f is %2f to a server that decodes twice
            }

            if (IsCode(code) && IsRefused(code))
            {
                return true;
            }
        }

        return false;
    }

    private static int Next(ReadOnlySpan<char> path, int at) => path[(at + 1)..].IndexOf('%') is var next and >= 0 ? at + 1 + next : -1;

    private static bool IsCode(ReadOnlySpan<char> code) => code.Length >= 2 && char.IsAsciiHexDigit(code[0]) && char.IsAsciiHexDigit(code[1]);

    private static bool IsRefused(ReadOnlySpan<char> code)
    {
        foreach (var form in Overlong)
        {
            if (code.StartsWith(form, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return code[0] is '0' or '1'
            || code.StartsWith("2f", StringComparison.OrdinalIgnoreCase)
            || code.StartsWith("5c", StringComparison.OrdinalIgnoreCase)
            || code.StartsWith("7f", StringComparison.OrdinalIgnoreCase);
    }
}
