using SyntheticOps.Checker.Headers.Csp.Evaluation;

namespace SyntheticOps.Checker.Tests.Headers.Csp;

/// <summary>Facts: checker.md section 6; bench/agreement compares thousands of policies with the original.</summary>
public sealed class CspEvaluationTests
{
    [Theory]
    [InlineData("default-src 'none'", "")]
    [InlineData("script-src 'unsafe-inline'; object-src 'none'", "SCRIPT_UNSAFE_INLINE High script-src 'unsafe-inline'")]
    [InlineData("script-src 'nonce-abcdefgh' 'unsafe-inline'; object-src 'none'; base-uri 'none'", "")]
    [InlineData("script-src 'nonce-abcdefgh' 'strict-dynamic' https: 'self'; object-src 'none'; base-uri 'none'", "")]
    [InlineData("script-src 'nonce-abcdefgh'; object-src 'none'", "MISSING_DIRECTIVES High base-uri ")]
    [InlineData("script-src 'none'", "MISSING_DIRECTIVES High object-src ")]
    [InlineData("object-src 'none'", "MISSING_DIRECTIVES High script-src ")]
    [InlineData("default-src 'none'; script-src https:", "PLAIN_URL_SCHEMES High script-src https:")]
    [InlineData("default-src 'none'; base-uri *", "PLAIN_WILDCARD High base-uri *")]
    [InlineData("default-src 'none'; script-src 'self'", "SCRIPT_ALLOWLIST_BYPASS MediumMaybe script-src 'self'")]
    [InlineData("default-src 'none'; script-src cdn.shop.example", "SCRIPT_ALLOWLIST_BYPASS MediumMaybe script-src cdn.shop.example")]
    [InlineData("default-src 'none'; script-src ajax.googleapis.com", "SCRIPT_ALLOWLIST_BYPASS High script-src ajax.googleapis.com")]
    [InlineData("default-src 'none'; object-src https://vk.com", "OBJECT_ALLOWLIST_BYPASS High object-src https://vk.com")]
    [InlineData("default-src 'none'; object-src 'self'", "OBJECT_ALLOWLIST_BYPASS MediumMaybe object-src 'self'")]
    [InlineData("default-src 'none'; img-src 192.0.2.1", "IP_SOURCE Info img-src 192.0.2.1")]
    [InlineData("default-src 'none'; style-src 'nonce-short'", "NONCE_LENGTH Medium style-src 'nonce-short'")]
    [InlineData("default-src 'none'; img-src http://a.example", "SRC_HTTP Medium img-src http://a.example")]
    [InlineData("default-src 'none'; referrer no-referrer", "DEPRECATED_DIRECTIVE Info referrer ")]
    [InlineData("default-src 'none'; scrpt-src a", "UNKNOWN_DIRECTIVE Syntax scrpt-src ")]
    [InlineData("default-src 'none'; img-src a script-src", "MISSING_SEMICOLON Syntax img-src script-src")]
    [InlineData("default-src 'none'; img-src self", "INVALID_KEYWORD Syntax img-src self")]
    [InlineData("default-src 'none'; img-src 'bogus'", "INVALID_KEYWORD Syntax img-src 'bogus'")]
    public void Of_Policy_FindsWhatCspEvaluatorFinds(string policy, string expected) =>
        string.Join(" | ", CspEvaluation.Of(policy).Select(finding => $"{finding.Type} {finding.Severity} {finding.Directive} {finding.Value}")).ShouldBe(expected);

    [Fact]
    public void Of_TwoPolicies_CountsWhatBothAllow() =>
        CspEvaluation.Of(["default-src 'self' 'unsafe-inline'", "default-src 'none'"]).ShouldBeEmpty();
}
