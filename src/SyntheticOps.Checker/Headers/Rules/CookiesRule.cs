namespace SyntheticOps.Checker.Headers.Rules;

/// <summary>Set-Cookie attributes (RFC 6265bis), MDN test cookies: the worst cookie decides.</summary>
internal sealed class CookiesRule : IHeaderRule
{
    private const string Advice = "Set-Cookie: __Host-id=...; Path=/; Secure; HttpOnly; SameSite=Lax";

    /// <summary>Least to worst, in MDN's order.</summary>
    private static readonly (string Key, int Modifier)[] Faults =
    [
        ("cookies-without-secure-flag-but-protected-by-hsts", -5),
        ("cookies-without-secure-flag", -20),
        ("cookies-session-without-secure-flag-but-protected-by-hsts", -10),
        ("cookies-samesite-flag-invalid", -20),
        ("cookies-anticsrf-without-samesite-flag", -20),
        ("cookies-session-without-httponly-flag", -30),
        ("cookies-session-without-secure-flag", -40),
    ];

    public string Name => "cookies";

    public string Header => "set-cookie";

    public Verdict Judge(HeaderFacts facts)
    {
        var cookies = facts.Cookies.Where(cookie => cookie.Name != "heroku-session-affinity").ToList();
        if (cookies.Count == 0)
        {
            return new("cookies-not-found", 0, true, "");
        }

        var hsts = new StrictTransportSecurityRule().Judge(facts).Pass;
        var faults = facts.Auto!.Lines(Header).Where(SetCookie.HasInvalidSameSite).Select(line => (Seen: line, Key: "cookies-samesite-flag-invalid"))
            .Concat(cookies.SelectMany(cookie => FaultsOf(cookie, hsts).Select(key => (Seen: cookie.Name, Key: key))))
            .OrderByDescending(fault => Array.FindIndex(Faults, known => known.Key == fault.Key));
        foreach (var (seen, key) in faults)
        {
            return new(key, Faults.First(known => known.Key == key).Modifier, false, seen, Advice);
        }

        var names = string.Join(", ", cookies.Select(cookie => cookie.Name));
        return cookies.All(cookie => cookie.SameSite is not null)
            ? new("cookies-secure-with-httponly-sessions-and-samesite", 5, true, names)
            : new("cookies-secure-with-httponly-sessions", 0, true, names, "name SameSite on every cookie: " + Advice);
    }

    private static IEnumerable<string> FaultsOf(SetCookie cookie, bool hsts)
    {
        if (!cookie.Secure)
        {
            yield return $"cookies-{(cookie.IsSession ? "session-" : "")}without-secure-flag{(hsts ? "-but-protected-by-hsts" : "")}";
        }

        if (cookie is { SameSite: "none", Secure: false })
        {
            yield return "cookies-samesite-flag-invalid";
        }

        if (cookie.IsAntiCsrf && cookie.SameSite is null)
        {
            yield return "cookies-anticsrf-without-samesite-flag";
        }

        if (cookie.IsSession && !cookie.HttpOnly)
        {
            yield return "cookies-session-without-httponly-flag";
        }
    }
}
