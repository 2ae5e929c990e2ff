namespace SyntheticOps.Checker.Headers;

/// <summary>One cookie as a browser would keep it (RFC 6265bis section 5.6).</summary>
/// <param name="SameSite">The attribute's value as sent; null when absent, empty when it has no value.</param>
internal sealed record SetCookie(string Name, string Domain, string Path, bool Secure, bool HttpOnly, string? SameSite)
{
    /// <summary>MDN's guess: the name speaks of a login or a session.</summary>
    public bool IsSession => Name.Contains("login", StringComparison.OrdinalIgnoreCase) || Name.Contains("sess", StringComparison.OrdinalIgnoreCase);

    public bool IsAntiCsrf => Name.Contains("csrf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether SameSite is there and says something that browsers do not know.</summary>
    public bool HasInvalidSameSite => SameSite is not null
        && !(SameSite.Equals("lax", StringComparison.OrdinalIgnoreCase) || SameSite.Equals("strict", StringComparison.OrdinalIgnoreCase) || (IsSameSiteNone && Secure));

    private bool IsSameSiteNone => "none".Equals(SameSite, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads one Set-Cookie line; null for a cookie that a browser drops (no name, foreign domain, broken prefix).</summary>
    public static SetCookie? Parse(string line, Uri url)
    {
        var parts = line.Split(';', StringSplitOptions.TrimEntries);
        var pair = parts[0].Split('=', 2);
        if (pair.Length < 2 || pair[0].Trim().Length == 0)
        {
            return null;
        }

        var attributes = parts.Skip(1)
            .Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries))
            .GroupBy(attribute => attribute[0].ToLowerInvariant())
            .ToDictionary(group => group.Key, group => group.Last().ElementAtOrDefault(1) ?? "");
        var domain = attributes.GetValueOrDefault("domain", "").TrimStart('.').ToLowerInvariant();
        var path = attributes.GetValueOrDefault("path") is { } given && given.StartsWith('/') ? given : "/";
        var cookie = new SetCookie(
            pair[0].Trim(),
            domain.Length > 0 ? domain : url.IdnHost,
            path,
            attributes.ContainsKey("secure"),
            attributes.ContainsKey("httponly"),
            attributes.GetValueOrDefault("samesite"));
        return cookie.IsKept(url, domain) ? cookie : null;
    }

    private bool IsKept(Uri url, string domain)
    {
        var own = domain.Length == 0 || url.IdnHost == domain || url.IdnHost.EndsWith("." + domain, StringComparison.OrdinalIgnoreCase);
        var secured = !Name.StartsWith("__Secure-", StringComparison.Ordinal) || Secure;
        var host = !Name.StartsWith("__Host-", StringComparison.Ordinal) || (Secure && Path == "/" && domain.Length == 0);
        return own && secured && host && (!Secure || url.Scheme == Uri.UriSchemeHttps);
    }
}
