using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Headers.Inspections;

/// <summary>Cookies that browsers drop: the shop believes in a basket or a login that never comes back.</summary>
internal sealed class CookieInspection : IHeaderInspection
{
    private const string Host = "Set-Cookie: __Host-id=...; Path=/; Secure; HttpOnly; SameSite=Lax";

    public IEnumerable<Observation> Inspect(HeaderFacts facts) => facts.Hops
        .SelectMany(answer => answer.Lines("set-cookie").Select(line => (answer.Url, Cookie: SetCookie.Read(line, answer.Url))))
        .SelectMany(sent => sent.Cookie is null ? [] : Inspect(sent.Cookie, sent.Url, facts))
        .Distinct();

    private static IEnumerable<Observation> Inspect(SetCookie cookie, Uri url, HeaderFacts facts)
    {
        if (cookie.BreaksPrefix)
        {
            yield return new("cookie:prefix-violated", Severity.Error, "set-cookie", cookie.Name, Host);
        }

        if (!cookie.IsOwn(url, facts.Names))
        {
            yield return new("cookie:domain-mismatch", Severity.Error, "set-cookie", $"{cookie.Name} with Domain={cookie.Domain} from {url.IdnHost}", "leave Domain out, or name the host itself");
        }

        if (cookie is { SameSite: "none", Secure: false })
        {
            yield return new("cookie:samesite-none-without-secure", Severity.Error, "set-cookie", cookie.Name, "Set-Cookie: id=...; Path=/; Secure; HttpOnly; SameSite=None");
        }
    }
}
