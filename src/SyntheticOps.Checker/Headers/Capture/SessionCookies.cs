using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Http;

namespace SyntheticOps.Checker.Headers.Capture;

/// <summary>The cookies of a session, as a browser keeps them and sends them back: many shops redirect until theirs comes back.</summary>
internal static class SessionCookies
{
    /// <summary>Characters of a Cookie header; a server that sets more gets no more back.</summary>
    private const int Longest = 8 * 1024;

    /// <summary>Value of the Cookie header for a request to that URL; null for none.</summary>
    public static string? For(IReadOnlyList<HttpHop> hops, Uri url, SiteNames names, DateTimeOffset now)
    {
        var pairs = hops
            .SelectMany(hop => LinesOf(hop).Select(line => (hop.Url, Cookie: SetCookie.Read(line, hop.Url))))
            .Where(sent => sent.Cookie is { BreaksPrefix: false } cookie && cookie.IsOwn(sent.Url, names))
            .Select(sent => (Cookie: sent.Cookie!, Host: sent.Cookie!.Domain.Length > 0 ? "" : sent.Url.IdnHost))
            .GroupBy(kept => (kept.Cookie.Name, kept.Cookie.Domain, kept.Cookie.Path, kept.Host))
            .Select(group => group.Last())
            .Where(kept => !kept.Cookie.IsDeletion(now) && GoesTo(kept.Cookie, kept.Host, url))
            .Select(kept => $"{kept.Cookie.Name}={kept.Cookie.Value}");
        var header = string.Join("; ", pairs);
        return header.Length is > 0 and <= Longest ? header : null;
    }

    private static IEnumerable<string> LinesOf(HttpHop hop) =>
        hop.Headers.Where(header => header.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value);

    /// <summary>RFC 6265bis section 5.8.3.</summary>
    private static bool GoesTo(SetCookie cookie, string host, Uri url) =>
        (host.Length > 0 ? url.IdnHost == host : url.IdnHost == cookie.Domain || url.IdnHost.EndsWith("." + cookie.Domain, StringComparison.Ordinal))
        && (!cookie.Secure || url.Scheme == Uri.UriSchemeHttps)
        && (url.AbsolutePath == cookie.Path
            || (url.AbsolutePath.StartsWith(cookie.Path, StringComparison.Ordinal) && (cookie.Path.EndsWith('/') || url.AbsolutePath[cookie.Path.Length] == '/')));
}
