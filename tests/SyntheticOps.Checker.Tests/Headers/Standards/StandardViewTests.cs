using SyntheticOps.Checker.Headers.Standards;

namespace SyntheticOps.Checker.Tests.Headers.Standards;

/// <summary>Where browsers and MDN's scanner read the same bytes otherwise: each line is one such reading.</summary>
public sealed class StandardViewTests
{
    [Theory]
    [InlineData("Strict-Transport-Security", "max-age=63072000; includeSubDomains", null)]
    [InlineData("Strict-Transport-Security", "max-age = 63072000", "hsts-implemented-max-age-at-least-six-months")]
    [InlineData("Strict-Transport-Security", "max-age=\"300\"", "hsts-implemented-max-age-less-than-six-months")]
    [InlineData("Strict-Transport-Security", "max-age=63072000x", "hsts-header-invalid")]
    [InlineData("Strict-Transport-Security", "max-age=63072000; max-age=63072000", "hsts-header-invalid")]
    [InlineData("Strict-Transport-Security", "max-age=63072000;;includeSubDomains; preload;", null)]
    [InlineData("X-Frame-Options", "DENY, DENY", "x-frame-options-sameorigin-or-deny")]
    [InlineData("X-Frame-Options", "SAMEORIGIN, nonsense", "x-frame-options-sameorigin-or-deny")]
    [InlineData("X-Frame-Options", "ALLOW-FROM https://a.example", "x-frame-options-header-invalid")]
    [InlineData("X-Frame-Options", "ALLOWALL", null)]
    [InlineData("X-Content-Type-Options", "nosniff, nosniff", "x-content-type-options-nosniff")]
    [InlineData("X-Content-Type-Options", "none, nosniff", null)]
    [InlineData("Cross-Origin-Resource-Policy", "Same-Origin", "corp-header-invalid")]
    [InlineData("Content-Security-Policy", "default-src 'self'; default-src 'none'", "csp-implemented-with-no-unsafe")]
    [InlineData("Content-Security-Policy", "script-src 'self', object-src 'none'; style-src 'self'", "csp-implemented-with-no-unsafe")]
    public void Of_Header_IsTheStandardsVerdictWhereItDiffers(string header, string value, string? expected) =>
        StandardView.Of(Facts.Https((header, value))).Values.ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Of_TwoLines_AreTheFirstForHstsAndTwoPoliciesForCsp()
    {
        var view = StandardView.Of(Facts.Https(
            ("Strict-Transport-Security", "max-age=63072000"), ("Strict-Transport-Security", "max-age=0"),
            ("Content-Security-Policy", "default-src 'none'"), ("Content-Security-Policy", "frame-ancestors 'none'")));

        view["strict-transport-security"].ShouldBe("hsts-implemented-max-age-at-least-six-months");
        view["content-security-policy"].ShouldBe("csp-implemented-with-no-unsafe-default-src-none");
        view["x-frame-options"].ShouldBe("x-frame-options-implemented-via-csp");
    }

    [Theory]
    [InlineData("<script src=\"//cdn.example.net/a.js\" integrity=\"sha384-x\" crossorigin></script>", "sri-implemented-and-external-scripts-loaded-securely")]
    [InlineData("<script src=\"https://cdn.example.net/a.js\" integrity=\"md5-x\"></script>", "sri-not-implemented-but-external-scripts-loaded-securely")]
    [InlineData("<script src=\"https://cdn.example.net/a.js\" integrity=\"sha384-x\"></script>", null)]
    public void Of_Scripts_CountOnlyIntegrityThatWorks(string page, string? expected) =>
        StandardView.Of(Facts.Https().WithPage(page)).Values.ShouldBe(expected is null ? [] : [expected]);

    [Fact]
    public void Of_FramingInAMetaTag_IsNone() =>
        StandardView.Of(Facts.Https().WithMeta("default-src 'none'; frame-ancestors 'none'"))["x-frame-options"].ShouldBe("x-frame-options-not-implemented");

    [Fact]
    public void Of_CookieThatIsTakenAway_IsNone() =>
        StandardView.Of(Facts.Https().WithCookies("id=; Max-Age=0"))["cookies"].ShouldBe("cookies-not-found");
}
