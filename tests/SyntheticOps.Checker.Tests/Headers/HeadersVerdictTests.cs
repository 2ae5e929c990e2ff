using SyntheticOps.Checker.Headers;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Headers;

public sealed class HeadersVerdictTests
{
    private static readonly (string, string)[] Good =
    [
        ("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"),
        ("Strict-Transport-Security", "max-age=63072000"),
        ("X-Content-Type-Options", "nosniff"),
    ];

    [Fact]
    public void Judge_GoodHeadersAsApproved_IsUpAndTellsTheGrade()
    {
        var facts = Facts.Https(Good);

        var result = HeadersVerdict.Judge(facts, Baseline.Of(facts.Https!), "A");

        result.Outcome.ShouldBe(Outcome.Up);
        result.Findings.ShouldHaveSingleItem().Args.ShouldBe(["A+", "115"]);
    }

    [Fact]
    public void Judge_StrippedPolicy_IsDegradedByDriftThatNamesTheHeader()
    {
        var approved = Baseline.Of(Facts.Https(Good).Https!);

        var result = HeadersVerdict.Judge(Facts.Https(Good[1..]), approved, "A");

        result.Outcome.ShouldBe(Outcome.Degraded);
        result.Reason.ShouldBe(Reasons.Finding);
        result.Message.ShouldBe("Grade C: content-security-policy is gone; approved is: default-src 'none'; frame-ancestors 'none'");
        result.Findings.Select(finding => finding.Code).ShouldBe(
            ["csp-not-implemented", "x-frame-options-not-implemented", "header-removed", "header-grade-low", "header-grade"]);
        result.Findings.Single(finding => finding.Code == "header-grade-low").Severity.ShouldBe(Severity.Warning);
    }

    [Fact]
    public void Judge_SmallLossesBelowTheGrade_AreAnError()
    {
        var facts = Facts.Https(Good[0], ("Strict-Transport-Security", "max-age=300"), ("Referrer-Policy", "unsafe-url"));

        var result = HeadersVerdict.Judge(facts, null, "A-");

        result.Outcome.ShouldBe(Outcome.Degraded);
        result.Findings.Single(finding => finding.Severity == Severity.Error).Code.ShouldBe("header-grade-low");
    }

    [Fact]
    public void Judge_WarningsOnly_StaysUp() =>
        HeadersVerdict.Judge(Facts.Https(Good[..2]), null, null).Outcome.ShouldBe(Outcome.Up);

    [Fact]
    public void Judge_NewHeader_IsNoReasonToDegrade()
    {
        var approved = Baseline.Of(Facts.Https(Good).Https!);

        HeadersVerdict.Judge(Facts.Https([.. Good, ("Permissions-Policy", "geolocation=()")]), approved, null).Outcome.ShouldBe(Outcome.Up);
    }

    [Fact]
    public void Judge_Degraded_IsSaidInFrenchToo()
    {
        var approved = Baseline.Of(Facts.Https(Good).Https!);

        HeadersVerdict.Judge(Facts.Https(Good[1..]), approved, "A").Said.ShouldNotBeNull().InFrench()
            .ShouldBe("Note C : content-security-policy a disparu ; l’état approuvé est : default-src 'none'; frame-ancestors 'none'");
        HeadersVerdict.Judge(Facts.Https(Good[0], ("Strict-Transport-Security", "max-age=300"), ("Referrer-Policy", "unsafe-url")), null, "A-").Said.ShouldNotBeNull().InFrench()
            .ShouldStartWith("Note ");
    }
}
