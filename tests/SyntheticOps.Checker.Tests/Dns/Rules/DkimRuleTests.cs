using SyntheticOps.Checker.Dns.Mail;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth table of DKIM keys (RFC 6376, RFC 8301, RFC 8463); the keys are OpenSSL's.</summary>
public sealed class DkimRuleTests
{
    private const string Rsa768 = "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhANhyoxFvz3sdXoxMoLUwfsn9onZ8aJLiOF2nTLDtk6MvoogFLlUxy34Yt1hFD2nqwnZIrTufyVfsYf9jkV8pJ+JpP8N40MSTZwaSw98fcCMvBDPfi4POGHyLou5dppMopwIDAQAB";
    private const string Rsa1024 = "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQCyNLoQWH957I9fjkmD+ezdZlhhwpBGzGl0Bswm182+ytPLHj50Vmi4lL/Gwt98jiD/7b62M0TZY1si9QgOSIT4ShXIc1Yr2cZJAnT/9GQyaFFta1yclwFFtUElrpojRmpUBg0cJ+QnD6diC1wNLkSqzB28q2ylLZ7vDnGFQpdRWQIDAQAB";
    private const string Bare1024 = "MIGJAoGBAJEl1EH/4c4I10EhbdNpJiOVJPSxq5T1q3HlLSlXso6pV5/zY9fpbmCRSYgZ8kxpB1IaETUxAywiiRy5UXGl4q/a1W4HTRZl0FZ+MAyd4NubJV7NrRHvuns68FfD3NbD4kWrXEpbUkVdiFFWxpKROo48VQuItQ1cp2b+OsT0gwpHAgMBAAE=";
    private const string Rsa2048 = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA1b0ziZd+GFAk5w/D3Y03srOJoZ2nDQTgiyGzmCcamVarAiHs4sxVofgBU4LoG31MDYs003FsaJiIKHa/DJXMgCqWRuOrUpYzCjOvFZSSjN0RVbg/iz7Qanb/NwYZWlL6ORmu0N+eWSNRr30M/5OjBFJRBcWZ74D3VIWC8JmKzws1/CU22hH+cq2FwQS8Mh9lIeSQWbjtVFrfQ8yjeapFES/iELrcblk/bO+fZ1NlHuAMs2eriBt66zRgwUESAN3WQbhdwHokWPfmqSK7tJueXQDJBLIevcBPul+kGV5aByP1cq1PZiIvrKaVjjn/B/C87jLc7rjGx98CHMoz72m5SQIDAQAB";
    private const string Ed25519 = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    [Theory]
    [InlineData("v=DKIM1; k=rsa; p=" + Rsa2048, "dkim-ok")]
    [InlineData("p=" + Rsa2048, "dkim-ok")]
    [InlineData("v=DKIM1; p=" + Rsa1024, "dkim-key-weak")]
    [InlineData("v=DKIM1; p=" + Bare1024, "dkim-key-weak")]
    [InlineData("v=DKIM1; p=" + Rsa768, "dkim-key-short")]
    [InlineData("v=DKIM1; k=ed25519; p=" + Ed25519, "dkim-ok")]
    [InlineData("v=DKIM1; k=ed25519; p=AAAA", "dkim-malformed")]
    [InlineData("v=DKIM1; p=", "dkim-revoked")]
    [InlineData("v=DKIM1; t=y; p=", "dkim-testing dkim-revoked")]
    [InlineData("v=DKIM1; t=s:y; p=" + Rsa2048, "dkim-testing dkim-ok")]
    [InlineData("v=DKIM1; t=s; p=" + Rsa2048, "dkim-ok")]
    [InlineData("v=DKIM1; p=not base 64 at all!", "dkim-malformed")]
    [InlineData("v=DKIM1; p=AAAA", "dkim-malformed")]
    [InlineData("v=DKIM1; k=dsa; p=AAAA", "dkim-malformed")]
    [InlineData("v=DKIM1; k=rsa", "dkim-malformed")]
    [InlineData("v=DKIM2; p=" + Rsa2048, "dkim-malformed")]
    [InlineData("k=rsa; v=DKIM1; p=" + Rsa2048, "dkim-malformed")]
    [InlineData("v=spf1 -all", "")]
    [InlineData("v=DMARC1; p=reject", "")]
    [InlineData("v=DKIM1; p= | default._domainkey.shop.example TXT v=DKIM1; p=AAAA", "dkim-multiple")]
    public void Judge_KeyOfACommonSelector_GivesExactly(string record, string codes) =>
        Codes($"default._domainkey.shop.example TXT {record}").ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("", "dkim-missing")]
    [InlineData("our.key._domainkey.shop.example TXT v=DKIM1; p=", "dkim-revoked")]
    [InlineData("!our.key._domainkey.shop.example TXT", "")]
    [InlineData("s1._domainkey.shop.example TXT v=DKIM1; t=y; p=", "dkim-missing dkim-testing dkim-revoked")]
    public void Judge_ConfiguredSelector_MustHaveAKey(string lines, string codes) =>
        Codes(lines, "our.key").ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void Judge_OneKeyUnderManySelectors_IsReportedOnce() =>
        Codes("s1._domainkey.shop.example TXT v=DKIM1; p= | s2._domainkey.shop.example TXT v=DKIM1; p= | mail._domainkey.shop.example TXT v=DKIM1; p=").ShouldBe(["dkim-revoked"]);

    [Fact]
    public void Parse_AnyText_IsTotal()
    {
        var random = new Random(7);
        const string Alphabet = "v=DKIM1;kpt:rsaed25519 MIGf+/=\u00ff";
        for (var i = 0; i < 20_000; i++)
        {
            DkimKey.Parse("v=DKIM1; p=MIGf" + string.Concat(Enumerable.Range(0, random.Next(80)).Select(_ => Alphabet[random.Next(Alphabet.Length)]))).ShouldNotBeNull();
        }
    }

    private static IEnumerable<string> Codes(string lines, params string[] selectors) => new World(lines)
        .Judge(World.Facts() with { MailParts = MailParts.Dkim, Selectors = selectors })
        .Select(finding => finding.Code).Where(code => code.StartsWith("dkim-", StringComparison.Ordinal));
}
