using SyntheticOps.Checker.Headers;
using SyntheticOps.Checker.Headers.Lists;
using SyntheticOps.Checker.Headers.Rules;

namespace SyntheticOps.Checker.Tests.Headers.Rules;

public sealed class RedirectionRuleTests
{
    [Theory]
    [InlineData("", "redirection-not-needed-no-http", 0, true)]
    [InlineData("http://shop.example", "redirection-missing", -20, false)]
    [InlineData("http://shop.example https://shop.example", "redirection-to-https", 0, true)]
    [InlineData("http://shop.example https://shop.example https://www.shop.example", "redirection-to-https", 0, true)]
    [InlineData("http://shop.example https://www.shop.example", "redirection-off-host-from-http", -5, false)]
    [InlineData("http://shop.example http://shop.example/fr", "redirection-not-to-https", -20, false)]
    [InlineData("http://shop.example http://www.shop.example https://www.shop.example", "redirection-not-to-https-on-initial-redirection", -10, false)]
    [InlineData("http://shop.example https://shop.example http://shop.example/fr", "redirection-not-to-https", -20, false)]
    public void Judge_Chain_GivesMdnsVerdict(string chain, string key, int modifier, bool pass)
    {
        var verdict = new RedirectionRule().Judge(Of(chain));

        (verdict.Key, verdict.Modifier, verdict.Pass).ShouldBe((key, modifier, pass));
    }

    [Fact]
    public void Judge_InvalidCertificateInTheChain_Fails() =>
        new RedirectionRule().Judge(Of("http://shop.example https://shop.example") with { HttpChainValid = false }).Key.ShouldBe("redirection-invalid-cert");

    [Fact]
    public void Judge_EveryHostPreloaded_NeedsNoRedirect()
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, """{"shop.example": {"mode": "force-https", "includeSubDomains": true}}""");

        new RedirectionRule().Judge(Of("http://shop.example http://a.shop.example") with { Preload = PreloadList.Read(path) })
            .Key.ShouldBe("redirection-all-redirects-preloaded");
        File.Delete(path);
    }

    private static HeaderFacts Of(string chain) =>
        Facts.Https() with { HttpChain = [.. chain.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(url => new Uri(url))] };
}
