namespace SyntheticOps.Collector.Dashboard.Text;

/// <summary>Picks French or English: `?lang=` (kept in a cookie), the cookie, Accept-Language, then what the caller prefers.</summary>
internal static class LanguageSelection
{
    public static string Of(HttpContext context, string preferred)
    {
        var request = context.Request;
        if (Known(request.Query[Preferences.LanguageCookie]) is { } chosen)
        {
            Preferences.Remember(context, Preferences.LanguageCookie, chosen);
            return chosen;
        }

        return Known(request.Cookies[Preferences.LanguageCookie]) ?? Accepted(request) ?? preferred;
    }

    /// <summary>The best of Accept-Language that we speak (RFC 9110 section 12.5.4).</summary>
    private static string? Accepted(HttpRequest request) => request.GetTypedHeaders().AcceptLanguage
        .Where(range => range.Quality is null or > 0)
        .OrderByDescending(range => range.Quality ?? 1)
        .Select(range => range.Value.ToString().Split('-')[0])
        .Select(Known)
        .FirstOrDefault(language => language is not null);

    private static string? Known(string? language) =>
        Words.Languages.FirstOrDefault(known => known.Equals(language, StringComparison.OrdinalIgnoreCase));
}
