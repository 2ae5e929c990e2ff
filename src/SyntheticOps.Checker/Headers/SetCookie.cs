using System.Globalization;
using System.Net;
using SyntheticOps.Checker.Headers.Lists;

namespace SyntheticOps.Checker.Headers;

/// <summary>One cookie as a browser would keep it (RFC 6265bis section 5.7).</summary>
/// <param name="SameSite">lax, strict or none; null when absent or unknown.</param>
internal sealed record SetCookie(string Name, string Domain, string Path, bool Secure, bool HttpOnly, string? SameSite)
{
    private static readonly string[] SameSites = ["lax", "strict", "none"];

    public string Value { get; init; } = "";

    /// <summary>Seconds; null when absent or no number.</summary>
    public long? MaxAge { get; init; }

    /// <summary>Null when absent or no date.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>MDN's guess: the name speaks of a login or a session.</summary>
    public bool IsSession => Name.Contains("login", StringComparison.OrdinalIgnoreCase) || Name.Contains("sess", StringComparison.OrdinalIgnoreCase);

    public bool IsAntiCsrf => Name.Contains("csrf", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a Set-Cookie line has a SameSite without a value that browsers know; also when they drop the cookie.</summary>
    public static bool HasInvalidSameSite(string line) => line.Split(';', StringSplitOptions.TrimEntries)
        .Select(part => part.Split('=', StringSplitOptions.TrimEntries))
        .Any(pair => pair[0].Equals("samesite", StringComparison.OrdinalIgnoreCase) && !SameSites.Contains(pair.ElementAtOrDefault(1)?.ToLowerInvariant()));

    /// <summary>Reads one Set-Cookie line; null for a cookie that a browser drops (no name, foreign domain, broken prefix).</summary>
    public static SetCookie? Parse(string line, Uri url, SiteNames names) =>
        Read(line, url) is { BreaksPrefix: false } cookie && cookie.IsOwn(url, names)
            ? cookie.Domain.Length > 0 ? cookie : cookie with { Domain = url.IdnHost }
            : null;

    /// <summary>Reads a line as it stands, whatever a browser does with it; Domain is empty for the host alone. Null without a name.</summary>
    public static SetCookie? Read(string line, Uri url)
    {
        var parts = line.Split(';', StringSplitOptions.TrimEntries);
        var pair = parts[0].Split('=', 2, StringSplitOptions.TrimEntries);
        if (pair.Length < 2 || pair[0].Length == 0 || parts[0].Any(character => character < ' '))
        {
            return null;
        }

        var cookie = new SetCookie(pair[0], "", "", false, false, null) { Value = pair[1] };
        foreach (var attribute in parts.Skip(1).Select(part => part.Split('=', 2, StringSplitOptions.TrimEntries)))
        {
            cookie = cookie.With(attribute[0].ToLowerInvariant(), attribute.ElementAtOrDefault(1) ?? "");
        }

        return cookie.Path.Length > 0 ? cookie : cookie with { Path = DefaultPath(url.AbsolutePath) };
    }

    /// <summary>A later attribute replaces an earlier one of the same name.</summary>
    private SetCookie With(string attribute, string value) => attribute switch
    {
        "domain" when value.Length > 0 => this with { Domain = (value[0] == '.' ? value[1..] : value).ToLowerInvariant() },
        "path" => this with { Path = value.StartsWith('/') ? value : "" },
        "secure" => this with { Secure = true },
        "max-age" => long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) ? this with { MaxAge = seconds } : this,
        "expires" => DateTimeOffset.TryParse(value.Replace('-', ' '), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? this with { Expires = date } : this,
        "httponly" => this with { HttpOnly = true },
        "samesite" => this with { SameSite = SameSites.FirstOrDefault(known => known.Equals(value, StringComparison.OrdinalIgnoreCase)) },
        _ => this,
    };

    /// <summary>Whether its Domain is the host's own or above it, and belongs to one owner.</summary>
    public bool IsOwn(Uri url, SiteNames names) => Domain.Length == 0
        || (!names.IsPublicSuffix(Domain)
            && (url.IdnHost == Domain || (url.IdnHost.EndsWith("." + Domain, StringComparison.Ordinal) && !IPAddress.TryParse(url.IdnHost, out _))));

    /// <summary>Sent to take a cookie away, not to set one: Max-Age counts before Expires (RFC 6265bis section 5.7).</summary>
    public bool IsDeletion(DateTimeOffset now) => MaxAge is { } seconds ? seconds <= 0 : Expires <= now;

    /// <summary>A cookie whose name promises what its attributes do not keep.</summary>
    public bool BreaksPrefix =>
        (Name.StartsWith("__Secure-", StringComparison.Ordinal) && !Secure)
        || (Name.StartsWith("__Host-", StringComparison.Ordinal) && !(Secure && Path == "/" && Domain.Length == 0));

    /// <summary>The folder of the request's path (RFC 6265 section 5.1.4).</summary>
    private static string DefaultPath(string path) => path.LastIndexOf('/') is > 0 and var slash ? path[..slash] : "/";
}
