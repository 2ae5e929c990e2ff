using System.Net;
using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Wire;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth tables: a healthy shop, one thing changed, and exactly the findings that follow.</summary>
public sealed class RecordRulesTests
{
    private static readonly string[] OfTheHealthy = ["caa-ok", "mx-ok", "spf-ok", "dmarc-ok"];

    [Theory]
    [InlineData("", "")]
    [InlineData("-shop.example AAAA", "ipv4-only")]
    [InlineData("-shop.example A", "ipv6-only")]
    [InlineData("-shop.example A | -shop.example AAAA", "name-nodata")]
    [InlineData("shop.example A 10.0.0.1", "address-private")]
    [InlineData("shop.example A 127.0.0.1", "address-private")]
    [InlineData("shop.example AAAA fd00::1", "address-private")]
    [InlineData("shop.example A 169.254.169.254", "address-special")]
    [InlineData("shop.example A 203.0.113.9", "address-special")]
    [InlineData("shop.example AAAA ::ffff:8.8.8.8", "address-special")]
    [InlineData("shop.example A ttl=59 8.8.8.8", "ttl-low")]
    [InlineData("shop.example A ttl=60 8.8.8.8", "ttl-short")]
    [InlineData("shop.example A ttl=300 8.8.8.8", "")]
    [InlineData("shop.example A ttl=604800 8.8.8.8", "")]
    [InlineData("shop.example A ttl=604801 8.8.8.8", "ttl-high")]
    [InlineData("shop.example A ttl=2147483648 8.8.8.8", "ttl-invalid")]
    [InlineData("shop.example A ttl=300 8.8.8.8 | shop.example A ttl=301 8.8.8.7", "ttl-mixed")]
    [InlineData("shop.example A 8.8.8.8 | shop.example A 8.8.8.8", "rr-duplicate")]
    [InlineData("-shop.example CAA", "caa-none -caa-ok")]
    [InlineData("-shop.example CAA | example CAA 0 issue ca.example", "")]
    [InlineData("!shop.example CAA", "-caa-ok")]
    [InlineData("shop.example CAA 0 issue ;", "caa-issue-denied")]
    [InlineData("shop.example CAA 0 issue ca.example | shop.example CAA 0 issuewild ;", "caa-wildcard-denied")]
    [InlineData("shop.example CAA 128 tbs unknown", "caa-unknown-critical -caa-ok")]
    [InlineData("shop.example CAA 0 tbs unknown", "")]
    [InlineData("shop.example CAA 0 iodef sec@shop.example", "caa-iodef-invalid")]
    [InlineData("shop.example CAA 0 iodef mailto:sec@shop.example", "")]
    [InlineData("-shop.example MX | shop.example TXT v=spf1 -all", "mx-missing -mx-ok")]
    [InlineData("shop.example MX 0 . | shop.example TXT v=spf1 -all", "mx-null -mx-ok")]
    [InlineData("shop.example MX 0 . | shop.example MX 10 mail.shop.example", "mx-null-not-alone -mx-ok")]
    [InlineData("shop.example MX 10 192.0.2.1", "mx-is-ip -mx-ok")]
    [InlineData("shop.example MX 10 gone.shop.example", "mx-unresolvable -mx-ok")]
    [InlineData("shop.example MX 10 alias.shop.example | alias.shop.example CNAME mail.shop.example", "mx-is-cname -mx-ok")]
    [InlineData("mail.shop.example A 192.168.1.1", "mx-address-private -mx-ok")]
    [InlineData("!mail.shop.example A | !mail.shop.example AAAA", "-mx-ok")]
    public void Judge_OneThingChanged_GivesExactly(string lines, string codes) => Codes(new World(lines), World.Facts()).ShouldBe(Expected(codes), ignoreOrder: true);

    [Theory]
    [InlineData("www.shop.example CNAME shop.example", "")]
    [InlineData("www.shop.example CNAME gone.shop.example", "cname-dangling")]
    [InlineData("www.shop.example CNAME gone.example", "cname-dangling takeover-risk")]
    [InlineData("www.shop.example CNAME shop-fr.azurewebsites.net", "takeover-risk")]
    [InlineData("www.shop.example CNAME a.shop.example | a.shop.example CNAME www.shop.example", "cname-loop")]
    [InlineData("www.shop.example CNAME www.shop.example", "cname-loop")]
    [InlineData("www.shop.example CNAME 1.x | 1.x CNAME 2.x | 2.x CNAME 3.x | 3.x CNAME 4.x | 4.x CNAME shop.example", "")]
    [InlineData("www.shop.example CNAME 1.x | 1.x CNAME 2.x | 2.x CNAME 3.x | 3.x CNAME 4.x | 4.x CNAME 5.x | 5.x CNAME shop.example", "cname-chain-long")]
    [InlineData("www.shop.example A 8.8.8.8 | www.shop.example AAAA 2606:4700::1", "")]
    [InlineData("www.other.example A 8.8.8.8", "name-nxdomain")]
    public void Judge_Alias_GivesExactly(string lines, string codes) =>
        Codes(new World(lines), World.Facts("www.shop.example") with { MailParts = MailParts.None }).Except(["caa-ok"]).ShouldBe(Expected(codes).Except(OfTheHealthy), ignoreOrder: true);

    [Fact]
    public void Judge_ChainOfThousand_EndsAfterSixteen()
    {
        var world = new World(string.Join('|', Enumerable.Range(0, 1000).Select(i => $"l{i}.example CNAME l{i + 1}.example")));

        world.Answer(new DnsQuestion(DnsName.Parse("l0.example"), RecordType.A)).ShouldSatisfyAllConditions(
            answer => answer.Status.ToString().ShouldBe("TooLong"),
            answer => answer.Chain.Count.ShouldBe(17));
    }

    [Theory]
    [InlineData("-shop.example AAAA", "record-missing")]
    [InlineData("-shop.example CAA", "caa-none")]
    [InlineData("!shop.example AAAA", "")]
    public void Judge_RecordThatIsAskedFor_IsAnErrorWhenMissing(string lines, string codes) =>
        new World(lines).Judge(World.Facts() with { Required = [RecordType.A, RecordType.AAAA, RecordType.CAA] })
            .Where(finding => finding.Severity == Severity.Error).Select(finding => finding.Code).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Judge_PrivateAddressThatReachNames_IsMeant() =>
        Codes(new World("shop.example A 10.0.0.1"), World.Facts() with { IsMeant = address => address.Equals(IPAddress.Parse("10.0.0.1")) }).ShouldBe(OfTheHealthy, ignoreOrder: true);

    [Fact]
    public void Judge_NameThatDoesNotExist_IsTheOnlyFinding() => Codes(new World("shop.test A 8.8.8.8"), World.Facts("gone.test")).ShouldBe(["name-nxdomain"]);

    [Fact]
    public void Judge_MalformedALabel_IsReported() =>
        Codes(new World("xn--0.shop.example A 8.8.8.8"), World.Facts("xn--0.shop.example") with { MailParts = MailParts.None }).ShouldContain("idn-invalid");

    private static IEnumerable<string> Codes(World world, DnsFacts facts) => world.Judge(facts).Select(finding => finding.Code).Where(code => code is not ("answer-ok" or "txt-ok"));

    private static IEnumerable<string> Expected(string codes)
    {
        var words = codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return OfTheHealthy.Except(words.Where(word => word[0] == '-').Select(word => word[1..])).Concat(words.Where(word => word[0] != '-'));
    }
}
