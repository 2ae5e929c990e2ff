using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Advice;
using SyntheticOps.Checker.Headers.Inspections;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Headers.Inspections;

public sealed class HeaderInspectionsTests
{
    [Theory]
    [InlineData("Content-Security-Policy", "default-src 'none'; frame-ancestors *", "xfo:frame-ancestors-star")]
    [InlineData("Content-Security-Policy", "default-src 'none'; frame-ancestors 'self'", "")]
    [InlineData("Content-Security-Policy", "default-src 'none'; scrpt-src a.example", "UNKNOWN_DIRECTIVE csp:unknown-directive")]
    [InlineData("Content-Security-Policy", "default-src 'none'; img-src self", "INVALID_KEYWORD csp:unquoted-keyword")]
    [InlineData("Strict-Transport-Security", "max-age=63072000; includeSubDomains; preload", "hsts:preload-eligible")]
    [InlineData("Strict-Transport-Security", "max-age=300; includeSubDomains; preload", "hsts:preload-not-eligible")]
    [InlineData("Strict-Transport-Security", "max-age=63072000", "")]
    [InlineData("Server", "nginx", "")]
    [InlineData("Server", "nginx/1.24.0", "leak:server-version")]
    [InlineData("Server", "Apache/2.4 (Debian)", "leak:server-version")]
    [InlineData("X-Powered-By", "PHP/8.2", "leak:x-powered-by")]
    [InlineData("X-XSS-Protection", "0", "")]
    [InlineData("X-XSS-Protection", "1; mode=block", "deprecated:x-xss-protection")]
    [InlineData("Feature-Policy", "camera 'none'", "deprecated:feature-policy")]
    public void Inspect_OneHeader_GivesTheCodes(string name, string value, string codes) => Codes(Facts.Https((name, value))).ShouldBe(codes);

    [Theory]
    [InlineData("DENY", "'none'", "")]
    [InlineData("SAMEORIGIN", "'self'", "")]
    [InlineData("DENY", "'self'", "xfo:contradiction")]
    [InlineData("SAMEORIGIN", "https://partner.example", "xfo:contradiction")]
    public void Inspect_FramingTwice_MustAgree(string options, string ancestors, string codes) =>
        Codes(Facts.Https(("X-Frame-Options", options), ("Content-Security-Policy", $"default-src 'none'; frame-ancestors {ancestors}"))).ShouldBe(codes);

    [Theory]
    [InlineData("id=1; Domain=other.example", "cookie:domain-mismatch")]
    [InlineData("id=1; Domain=shop.example", "")]
    [InlineData("__Host-id=1; Secure; Path=/; Domain=shop.example", "cookie:prefix-violated")]
    [InlineData("__Secure-id=1", "cookie:prefix-violated")]
    [InlineData("id=1; SameSite=None", "cookie:samesite-none-without-secure")]
    [InlineData("id=1; SameSite=None; Secure", "")]
    public void Inspect_Cookie_ThatBrowsersDropIsAnError(string line, string codes)
    {
        var facts = Facts.Https().WithCookies(line);

        Codes(facts with { Hops = [facts.Https!] }).ShouldBe(codes);
    }

    [Theory]
    [InlineData("<img src=http://a.example/x.png>", "mixed:passive isolation:no")]
    [InlineData("<script src=http://a.example/x.js></script>", "mixed:active isolation:no")]
    [InlineData("<form action=http://a.example/></form>", "mixed:form isolation:no")]
    [InlineData("<a href=http://a.example/></a><img src=/x.png><img src=http://localhost/x>", "isolation:no")]
    [InlineData("<meta http-equiv=Content-Security-Policy content='default-src \"none\"; upgrade-insecure-requests'><img src=http://a.example/x.png>", "INVALID isolation:no")]
    [InlineData("<link rel=stylesheet href=https://a.example/x.css>", "sri:stylesheet-without-integrity isolation:no")]
    [InlineData("<link rel=stylesheet href=https://a.example/x.css integrity=sha384-x>", "sri:missing-crossorigin isolation:no")]
    [InlineData("<script src=https://a.example/x.js integrity=md5-x crossorigin></script>", "sri:unknown-hash isolation:no")]
    public void Inspect_Page_GivesTheCodes(string html, string codes)
    {
        var found = Codes(Facts.Https().WithPage(html));

        (codes.StartsWith("INVALID", StringComparison.Ordinal) ? found.Contains("mixed", StringComparison.Ordinal).ToString() : found).ShouldBe(codes.StartsWith("INVALID", StringComparison.Ordinal) ? "False" : codes);
    }

    [Theory]
    [InlineData("same-origin", "require-corp", "isolation:yes")]
    [InlineData("same-origin; report-to=\"x\"", "credentialless", "isolation:yes")]
    [InlineData("Same-Origin", "require-corp", "isolation:no")]
    [InlineData("same-origin", "unsafe-none", "isolation:no")]
    public void Inspect_Isolation_NeedsBothTokens(string opener, string embedder, string code) =>
        Codes(Facts.Https(("Cross-Origin-Opener-Policy", opener), ("Cross-Origin-Embedder-Policy", embedder)).WithPage("")).ShouldBe(code);

    [Theory]
    [InlineData("*", "", "", "cors:star-with-credentials")]
    [InlineData("null", "", "", "cors:null-origin-with-credentials")]
    [InlineData("https://a.example", "https://b.example", "null", "cors:reflects-origin-with-credentials")]
    [InlineData("https://a.example", "https://a.example", "", "")]
    public void Inspect_Cors_BelievesTwoOrigins(string first, string second, string third, string codes) =>
        Codes(Facts.Https() with { Cors = [new("https://a.example", first, true), new("https://b.example", second, true), new("null", third, true)] }).ShouldBe(codes);

    [Fact]
    public void Inspect_RedirectFromTheBareName_NeedsHstsThereToo()
    {
        var facts = Facts.Https(("Strict-Transport-Security", "max-age=63072000"));
        var final = facts.Https! with { Url = new Uri("https://www.shop.example/") };

        Codes(facts with { Https = final, Hops = [new Answer(Facts.Site, 301, []), final] }).ShouldBe("hsts:missing-on-apex");
    }

    [Fact]
    public void ToFinding_Observation_SaysWhatWhyAndTheLine()
    {
        var finding = new Observation("xfo:frame-ancestors-star", Severity.Warning, "x-frame-options", "frame-ancestors *", "Content-Security-Policy: frame-ancestors 'self'").ToFinding();

        finding.Args.ShouldBe(["frame-ancestors *", Why.Of("xfo:frame-ancestors-star"), "Content-Security-Policy", "frame-ancestors 'self'"]);
        finding.Text.ShouldBe("x-frame-options: frame-ancestors *. It allows frames on every site, and browsers then ignore X-Frame-Options. Send Content-Security-Policy: frame-ancestors 'self'");
    }

    [Fact]
    public void Why_EveryRule_IsKnown() => HeaderRules.All.ShouldAllBe(rule => Why.Knows(rule.Name));

    [Fact]
    public void All_HoldsEveryInspection()
    {
        var types = typeof(IHeaderInspection).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IHeaderInspection)));

        HeaderInspections.All.Select(inspection => inspection.GetType()).ShouldBe(types, ignoreOrder: true);
    }

    private static string Codes(HeaderFacts facts) => string.Join(' ', HeadersVerdict.Further(facts).Select(finding =>
    {
        finding.Args[1].ShouldNotBeEmpty(finding.Code);
        return finding.Code;
    }));
}
