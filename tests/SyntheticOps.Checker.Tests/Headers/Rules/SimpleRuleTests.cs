using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

/// <summary>Truth tables of the rules that look at one header line (facts: checker.md section 3).</summary>
public sealed class SimpleRuleTests
{
    [Theory]
    [InlineData("max-age=63072000; includeSubDomains", "hsts-implemented-max-age-at-least-six-months", 0)]
    [InlineData("max-age=15552000", "hsts-implemented-max-age-at-least-six-months", 0)]
    [InlineData("max-age=15551999", "hsts-implemented-max-age-less-than-six-months", -10)]
    [InlineData("max-age=0", "hsts-implemented-max-age-less-than-six-months", -10)]
    [InlineData("max-age=100x", "hsts-implemented-max-age-less-than-six-months", -10)]
    [InlineData("max-age=\"31536000\"", "hsts-implemented-max-age-at-least-six-months", 0)]
    [InlineData("max-age=1; max-age=31536000", "hsts-implemented-max-age-at-least-six-months", 0)]
    [InlineData("max-age = 31536000", "hsts-header-invalid", -20)]
    [InlineData("max-age=31536000, max-age=31536000", "hsts-header-invalid", -20)]
    [InlineData("includeSubDomains", "hsts-header-invalid", -20)]
    [InlineData("max-age=-1", "hsts-implemented-max-age-less-than-six-months", -10)]
    [InlineData("", "hsts-header-invalid", -20)]
    public void StrictTransportSecurity_Value_GivesMdnsVerdict(string value, string key, int modifier)
    {
        var verdict = new StrictTransportSecurityRule().Judge(Facts.Https(("Strict-Transport-Security", value)));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }

    [Fact]
    public void StrictTransportSecurity_NoHttpsOrBadCertificate_Fails()
    {
        var rule = new StrictTransportSecurityRule();

        rule.Judge(Facts.Http(("Strict-Transport-Security", "max-age=63072000"))).Key.ShouldBe("hsts-not-implemented-no-https");
        rule.Judge(Facts.Https(("Strict-Transport-Security", "max-age=63072000")) with { CertificateValid = false }).Key.ShouldBe("hsts-invalid-cert");
    }

    [Theory]
    [InlineData("DENY", "x-frame-options-sameorigin-or-deny", 0, true)]
    [InlineData(" sameorigin ", "x-frame-options-sameorigin-or-deny", 0, true)]
    [InlineData("ALLOW-FROM https://a.example", "x-frame-options-allow-from-origin", 0, true)]
    [InlineData("DENY, SAMEORIGIN", "x-frame-options-header-invalid", -20, false)]
    [InlineData("", "x-frame-options-not-implemented", -20, false)]
    public void XFrameOptions_Value_GivesMdnsVerdict(string value, string key, int modifier, bool pass)
    {
        var verdict = new XFrameOptionsRule().Judge(Facts.Https(("X-Frame-Options", value)));

        (verdict.Key, verdict.Modifier, verdict.Pass).ShouldBe((key, modifier, pass));
    }

    [Theory]
    [InlineData("default-src 'none'; frame-ancestors *", "x-frame-options-implemented-via-csp")]
    [InlineData("default-src 'none'; default-src 'self'; frame-ancestors 'none'", "x-frame-options-not-implemented")]
    public void XFrameOptions_FrameAncestors_CountsWhenThePolicyCanBeParsed(string policy, string key) =>
        new XFrameOptionsRule().Judge(Facts.Https(("Content-Security-Policy", policy))).Key.ShouldBe(key);

    [Theory]
    [InlineData("NoSniff", "x-content-type-options-nosniff", 0)]
    [InlineData("nosniff, nosniff", "x-content-type-options-header-invalid", -5)]
    [InlineData("", "x-content-type-options-not-implemented", -5)]
    public void XContentTypeOptions_Value_GivesMdnsVerdict(string value, string key, int modifier)
    {
        var verdict = new XContentTypeOptionsRule().Judge(Facts.Https(("X-Content-Type-Options", value)));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }

    [Theory]
    [InlineData("no-referrer", "referrer-policy-private", 5)]
    [InlineData("unsafe-url, strict-origin", "referrer-policy-private", 5)]
    [InlineData("strict-origin, unsafe-url", "referrer-policy-unsafe", -5)]
    [InlineData("no-referrer-when-downgrade", "referrer-policy-unsafe", -5)]
    [InlineData("bogus", "referrer-policy-header-invalid", -5)]
    [InlineData("", "referrer-policy-header-invalid", -5)]
    public void ReferrerPolicy_Value_GivesMdnsVerdict(string value, string key, int modifier)
    {
        var verdict = new ReferrerPolicyRule().Judge(Facts.Https(("Referrer-Policy", value)));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }

    [Fact]
    public void ReferrerPolicy_NoHeader_Passes() =>
        new ReferrerPolicyRule().Judge(Facts.Https()).ShouldSatisfyAllConditions(verdict => verdict.Key.ShouldBe("referrer-policy-not-implemented"), verdict => verdict.Pass.ShouldBeTrue());

    [Theory]
    [InlineData("same-origin", "corp-implemented-with-same-origin", 10)]
    [InlineData("Same-Site", "corp-implemented-with-same-site", 10)]
    [InlineData("cross-origin", "corp-implemented-with-cross-origin", 0)]
    [InlineData("same-origin, same-origin", "corp-header-invalid", -5)]
    [InlineData("", "corp-not-implemented", 0)]
    public void CrossOriginResourcePolicy_Value_GivesMdnsVerdict(string value, string key, int modifier)
    {
        var verdict = new CrossOriginResourcePolicyRule().Judge(Facts.Https(("Cross-Origin-Resource-Policy", value)));

        (verdict.Key, verdict.Modifier).ShouldBe((key, modifier));
    }
}
