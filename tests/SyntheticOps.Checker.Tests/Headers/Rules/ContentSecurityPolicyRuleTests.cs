using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

public sealed class ContentSecurityPolicyRuleTests
{
    [Theory]
    [InlineData("default-src 'none'", "csp-implemented-with-no-unsafe-default-src-none", 10)]
    [InlineData("default-src 'none'; script-src 'self'; report-uri /a; report-uri /b", "csp-implemented-but-duplicate-directives", 0)]
    [InlineData("default-src 'self'", "csp-implemented-with-no-unsafe", 5)]
    [InlineData("default-src 'self'; style-src 'self' 'unsafe-inline'", "csp-implemented-with-unsafe-inline-in-style-src-only", 0)]
    [InlineData("default-src 'self' 'unsafe-inline'", "csp-implemented-with-unsafe-inline", -20)]
    [InlineData("script-src 'self' data:", "csp-implemented-with-unsafe-inline", -20)]
    [InlineData("script-src https:", "csp-implemented-with-unsafe-inline", -20)]
    [InlineData("script-src 'self'", "csp-implemented-with-unsafe-inline", -20)] // object-src falls back to everything
    [InlineData("script-src 'nonce-abcdefgh12' 'unsafe-inline'; object-src 'none'; style-src 'self'", "csp-implemented-with-no-unsafe", 5)]
    [InlineData("script-src 'nonce-abcdefgh12' 'strict-dynamic' https: 'unsafe-inline'; object-src 'none'; style-src 'self'", "csp-implemented-with-no-unsafe", 5)]
    [InlineData("script-src 'strict-dynamic'; object-src 'none'", "csp-header-invalid", -25)]
    [InlineData("default-src 'self'; connect-src http://api.example", "csp-implemented-with-insecure-scheme", -20)]
    [InlineData("default-src 'self'; report-uri http://collector.example/", "csp-implemented-with-insecure-scheme", -20)]
    [InlineData("default-src 'self'; img-src http://img.example", "csp-implemented-with-insecure-scheme-in-passive-content-only", -10)]
    [InlineData("default-src 'self' 'unsafe-eval'", "csp-implemented-with-unsafe-eval", -10)]
    [InlineData("default-src 'self'; default-src 'none'", "csp-header-invalid", -25)]
    [InlineData("abc", "csp-header-invalid", -25)]
    [InlineData("", "csp-header-invalid", -25)]
    [InlineData("DEFAULT-SRC 'NONE'", "csp-implemented-with-no-unsafe-default-src-none", 10)]
    public void Judge_Header_GivesMdnsVerdict(string policy, string key, int modifier)
    {
        var verdict = new ContentSecurityPolicyRule().Judge(Facts.Https(("Content-Security-Policy", policy)));

        verdict.Key.ShouldBe(key);
        verdict.Modifier.ShouldBe(modifier);
    }

    [Fact]
    public void Judge_NothingSent_IsNotImplemented()
    {
        var verdict = new ContentSecurityPolicyRule().Judge(Facts.Https());

        verdict.Key.ShouldBe("csp-not-implemented");
        verdict.Modifier.ShouldBe(-25);
        verdict.Pass.ShouldBeFalse();
    }

    [Fact]
    public void Judge_ReportOnly_IsNotImplementedButReporting() =>
        new ContentSecurityPolicyRule().Judge(Facts.Https(("Content-Security-Policy-Report-Only", "default-src 'none'")))
            .Key.ShouldBe("csp-not-implemented-but-reporting-enabled");

    [Fact]
    public void Judge_MetaPolicy_Counts() =>
        new ContentSecurityPolicyRule().Judge(Facts.Https().WithMeta("default-src 'none'")).Key.ShouldBe("csp-implemented-with-no-unsafe-default-src-none");

    [Fact]
    public void Judge_MetaWithFrameAncestorsOnly_IsNotImplemented() =>
        new ContentSecurityPolicyRule().Judge(Facts.Https().WithMeta("frame-ancestors 'none'")).Key.ShouldBe("csp-not-implemented");

    [Fact]
    public void Judge_HeaderAndMeta_AreMerged() =>
        new ContentSecurityPolicyRule().Judge(Facts.Https(("Content-Security-Policy", "default-src 'self' 'unsafe-inline'")).WithMeta("default-src 'self'"))
            .Key.ShouldBe("csp-implemented-with-no-unsafe");

    [Fact]
    public void Judge_HttpSite_AllowsInsecureSchemes() =>
        new ContentSecurityPolicyRule().Judge(Facts.Http(("Content-Security-Policy", "default-src 'self'; connect-src http://api.example")))
            .Key.ShouldBe("csp-implemented-with-no-unsafe");
}
