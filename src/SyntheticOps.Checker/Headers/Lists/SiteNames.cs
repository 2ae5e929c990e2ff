using System.Net;

namespace SyntheticOps.Checker.Headers.Lists;

/// <summary>Whose name is whose: by the public suffix list when one is given, else by subdomains.</summary>
internal sealed record SiteNames(PublicSuffixes? Suffixes)
{
    public static SiteNames Guessed { get; } = new((PublicSuffixes?)null);

    private static readonly string[] SpecialUse = ["local", "example", "invalid", "localhost", "test"];

    /// <summary>
    /// Whether two hosts have one owner. With a list: the same registered name, private suffixes left out as MDN does (two
    /// addresses, which have none, are then equal). Without: the same host, or one below the other, a leading `www.` aside.
    /// </summary>
    public bool AreOneSite(string host, string other)
    {
        if (Suffixes is not null)
        {
            return Suffixes.Registrable(host, withPrivate: false) == Suffixes.Registrable(other, withPrivate: false);
        }

        var (a, b) = (Bare(host), Bare(other));
        return a == b || a.EndsWith("." + b, StringComparison.Ordinal) || b.EndsWith("." + a, StringComparison.Ordinal);
    }

    /// <summary>Whether a cookie's Domain covers more than one owner, so that browsers drop it (RFC 6265bis section 5.7.3).</summary>
    public bool IsPublicSuffix(string domain)
    {
        var labels = domain.Split('.');
        return SpecialUse.Contains(labels[^1]) && (labels.Length > 1 || labels[0] is "localhost" or "invalid")
            ? false
            : Suffixes is null ? labels.Length == 1 || IPAddress.TryParse(domain, out _) : Suffixes.Registrable(domain, withPrivate: true) is null;
    }

    private static string Bare(string host)
    {
        var name = host.TrimEnd('.').ToLowerInvariant();
        return name.StartsWith("www.", StringComparison.Ordinal) ? name[4..] : name;
    }
}
