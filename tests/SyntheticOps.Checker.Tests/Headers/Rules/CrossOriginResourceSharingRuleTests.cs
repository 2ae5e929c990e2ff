using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

public sealed class CrossOriginResourceSharingRuleTests
{
    private const string First = "https://first.example";

    private const string Second = "https://second.example";

    [Theory]
    [InlineData(null, false, "not-implemented", 0)]
    [InlineData("", false, "not-implemented", 0)]
    [InlineData("*", false, "implemented-with-public-access", 0)]
    [InlineData("*", true, "implemented-with-public-access", 0)]
    [InlineData("*, *", false, "implemented-with-restricted-access", 0)]
    [InlineData("https://partner.example", true, "implemented-with-restricted-access", 0)]
    [InlineData(First, false, "implemented-with-restricted-access", 0)]
    public void Judge_OneAnswer_GivesMdnsVerdict(string? allowed, bool credentials, string key, int modifier)
    {
        var verdict = Judge(new CorsAnswer(First, allowed, credentials));

        (verdict.Key, verdict.Modifier, verdict.Pass).ShouldBe(($"cross-origin-resource-sharing-{key}", modifier, true));
    }

    [Fact]
    public void Judge_TwoOriginsReflectedWithCredentials_IsUniversal()
    {
        var verdict = Judge(new(First, First, true), new(Second, Second, true), new("null", null, false));

        (verdict.Key, verdict.Modifier, verdict.Pass).ShouldBe(("cross-origin-resource-sharing-implemented-with-universal-access", -50, false));
    }

    [Fact]
    public void Judge_OnlyTheFirstOriginIsLetIn_IsAFixedList() =>
        Judge(new(First, First, true), new(Second, null, false)).Key.ShouldBe("cross-origin-resource-sharing-implemented-with-restricted-access");

    [Fact]
    public void Judge_NoAnswer_IsNotImplemented() => Judge().Key.ShouldBe("cross-origin-resource-sharing-not-implemented");

    private static Verdict Judge(params CorsAnswer[] answers) => new CrossOriginResourceSharingRule().Judge(Facts.Https() with { Cors = answers });
}
