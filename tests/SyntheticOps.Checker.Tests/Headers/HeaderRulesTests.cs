using SyntheticOps.Checker.Headers;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Headers;

public sealed class HeaderRulesTests
{
    [Fact]
    public void All_HoldsEveryRule_UnderAUniqueName()
    {
        var types = typeof(IHeaderRule).Assembly.GetTypes().Where(type => type is { IsAbstract: false, IsInterface: false } && type.IsAssignableTo(typeof(IHeaderRule)));

        HeaderRules.All.Select(rule => rule.GetType()).ShouldBe(types, ignoreOrder: true);
        HeaderRules.All.Select(rule => rule.Name).ShouldBeUnique();
    }

    [Fact]
    public void Judge_PlainHttpsSite_IsMdnsKnownScore()
    {
        // CSP -25, HSTS -20, X-Content-Type-Options -5, X-Frame-Options -20: MDN's own example of a site without any header.
        var report = HeaderReport.Judge(Facts.Https());

        report.Score.ShouldBe(30);
        report.Grade.ShouldBe("D");
        report.Findings().Select(finding => finding.Code).ShouldBe(
            ["csp-not-implemented", "hsts-not-implemented", "x-frame-options-not-implemented", "x-content-type-options-not-implemented"]);
        report.Findings().Count(finding => finding.Severity == Severity.Error).ShouldBe(3);
    }

    [Fact]
    public void Judge_EverythingSent_IsAPlus()
    {
        var report = HeaderReport.Judge(Facts.Https(
            ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
            ("Strict-Transport-Security", "max-age=63072000"),
            ("X-Content-Type-Options", "nosniff"),
            ("Referrer-Policy", "no-referrer"),
            ("Cross-Origin-Resource-Policy", "same-origin")).WithCookies("__Host-id=1; Secure; HttpOnly; Path=/; SameSite=Lax"));

        report.Grade.ShouldBe("A+");
        report.Score.ShouldBe(135);
        report.Findings().ShouldBeEmpty();
    }
}
