using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

public sealed class CookiesRuleTests
{
    private const string Hsts = "max-age=63072000";

    [Theory]
    [InlineData("id=1; Secure; HttpOnly; SameSite=Lax", "cookies-secure-with-httponly-sessions-and-samesite", 5)]
    [InlineData("id=1; Secure", "cookies-secure-with-httponly-sessions", 0)]
    [InlineData("id=1", "cookies-without-secure-flag", -20)]
    [InlineData("SESSIONID=1; HttpOnly", "cookies-session-without-secure-flag", -40)]
    [InlineData("login=1; Secure; SameSite=Strict", "cookies-session-without-httponly-flag", -30)]
    [InlineData("id=1; Secure; SameSite", "cookies-samesite-flag-invalid", -20)]
    [InlineData("id=1; Secure; SameSite=Sometimes", "cookies-samesite-flag-invalid", -20)]
    [InlineData("id=1; Secure; SameSite=None", "cookies-secure-with-httponly-sessions-and-samesite", 5)]
    [InlineData("csrftoken=1; Secure", "cookies-anticsrf-without-samesite-flag", -20)]
    [InlineData("heroku-session-affinity=1", "cookies-not-found", 0)]
    [InlineData("=nameless", "cookies-not-found", 0)]
    [InlineData("id=1; Domain=other.example", "cookies-not-found", 0)]
    [InlineData("__Host-id=1; Secure; Path=/a", "cookies-not-found", 0)]
    public void Judge_OneCookieWithoutHsts_GivesMdnsVerdict(string line, string key, int modifier)
    {
        var verdict = new CookiesRule().Judge(Facts.Https().WithCookies(line));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }

    [Theory]
    [InlineData("id=1", "cookies-without-secure-flag-but-protected-by-hsts", -5)]
    [InlineData("sess=1; HttpOnly", "cookies-session-without-secure-flag-but-protected-by-hsts", -10)]
    public void Judge_OneCookieWithHsts_IsMilder(string line, string key, int modifier)
    {
        var verdict = new CookiesRule().Judge(Facts.Https(("Strict-Transport-Security", Hsts)).WithCookies(line));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }

    [Fact]
    public void Judge_SeveralCookies_TheWorstDecides() =>
        new CookiesRule().Judge(Facts.Https().WithCookies("id=1; Secure; SameSite=Lax", "session=1; HttpOnly", "csrf=1; Secure"))
            .Key.ShouldBe("cookies-session-without-secure-flag");
}
