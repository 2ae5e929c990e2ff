using SyntheticOps.Checker.Dns.Mail;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth tables of SPF (RFC 7208) and DMARC (RFC 9989).</summary>
public sealed class MailRulesTests
{
    [Theory]
    [InlineData("v=spf1 mx -all", "spf-ok")]
    [InlineData("V=SPF1 -ALL", "spf-ok")]
    [InlineData("v=spf1 m&&x -all", "spf-ok")]
    [InlineData("v=spf1 mx ~all", "spf-ok spf-softfail")]
    [InlineData("v=spf1 mx ?all", "spf-neutral")]
    [InlineData("v=spf1 mx +all", "spf-allows-all")]
    [InlineData("v=spf1 all", "spf-allows-all")]
    [InlineData("v=spf1 mx", "spf-no-all")]
    [InlineData("v=spf1", "spf-no-all")]
    [InlineData("v=spf10 -all", "spf-missing")]
    [InlineData("other", "spf-missing")]
    [InlineData("v=spf1 -all mx", "spf-after-all spf-ok")]
    [InlineData("v=spf1 -all redirect=shop2.example", "spf-redirect-ignored spf-ok")]
    [InlineData("v=spf1 ptr -all", "spf-ptr spf-ok")]
    [InlineData("v=spf1 ip4:10.0.0.0/7 -all", "spf-range-wide spf-ok")]
    [InlineData("v=spf1 ip4:10.0.0.0/8 -all", "spf-ok")]
    [InlineData("v=spf1 ip6:2000::/15 -all", "spf-range-wide spf-ok")]
    [InlineData("v=spf1 exists:%{ir}.sbl.example -all", "spf-ok")]
    [InlineData("v=spf1 foo -all", "spf-syntax")]
    [InlineData("v=spf1 ip4:300.0.0.1 -all", "spf-syntax")]
    [InlineData("v=spf1 ip4:1.2.3 -all", "spf-syntax")]
    [InlineData("v=spf1 ip4:1.2.3.4/33 -all", "spf-syntax")]
    [InlineData("v=spf1 ip4:1.2.3.4/032 -all", "spf-syntax")]
    [InlineData("v=spf1 include -all", "spf-syntax")]
    [InlineData("v=spf1 include: -all", "spf-syntax")]
    [InlineData("v=spf1 a/24//64 -all", "spf-ok")]
    [InlineData("v=spf1 a:mail.shop.example/24 -all", "spf-ok")]
    [InlineData("v=spf1 a//129 -all", "spf-syntax")]
    [InlineData("v=spf1 exists:%{q}.example -all", "spf-syntax")]
    [InlineData("v=spf1 unknown=%{d} -all", "spf-ok")]
    [InlineData("v=spf1 redirect=a.example redirect=b.example", "spf-syntax spf-include-without-record spf-include-without-record")]
    [InlineData("v=spf1 include:gone.example -all", "spf-include-without-record")]
    [InlineData("v=spf1 include:shop.example -all", "spf-include-loop")]
    [InlineData("v=spf1 a:g1.example a:g2.example -all", "spf-ok")]
    [InlineData("v=spf1 a:g1.example a:g2.example a:g3.example -all", "spf-void-lookups")]
    [InlineData("v=spf1 a mx a mx a mx a mx a -all", "spf-ok")]
    [InlineData("v=spf1 a mx a mx a mx a mx a mx -all", "spf-lookups-at-limit spf-ok")]
    [InlineData("v=spf1 a mx a mx a mx a mx a mx a -all", "spf-too-many-lookups")]
    public void Judge_Spf_GivesExactly(string record, string codes) => Spf($"shop.example TXT {record}").ShouldBe(codes.Split(' '), ignoreOrder: true);

    [Theory]
    [InlineData("shop.example TXT v=spf1 -all | shop.example TXT v=spf1 mx -all", "spf-multiple")]
    [InlineData("shop.example TXT v=spf1 -all | shop.example SPF v=spf1 -all", "spf-type99 spf-ok")]
    [InlineData("shop.example TXT v=spf1 -all | shop.example TXT google-site-verification=1", "spf-ok")]
    [InlineData("shop.example TXT v=spf1 include:a.example -all | a.example TXT v=spf1 include:b.example ~all | b.example TXT v=spf1 include:a.example -all", "spf-include-loop")]
    [InlineData("shop.example TXT v=spf1 redirect=a.example | a.example TXT v=spf1 -all", "spf-ok")]
    [InlineData("shop.example TXT v=spf1 include:a.example -all | !a.example TXT", "")]
    [InlineData("!shop.example TXT", "")]
    [InlineData("-shop.example TXT", "spf-missing")]
    public void Judge_SpfOfSeveralNames_GivesExactly(string lines, string codes) =>
        Spf(lines).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void Judge_SpfThatIncludesWithoutEnd_IsBounded()
    {
        var lines = Enumerable.Range(0, 500).Select(i => $"l{i}.example TXT v=spf1 include:l{i + 1}.example include:m{i}.example -all");

        Spf("shop.example TXT v=spf1 include:l0.example -all|" + string.Join('|', lines)).ShouldContain("spf-too-many-lookups");
    }

    [Theory]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@shop.example", "dmarc-ok")]
    [InlineData("v=DMARC1;p=quarantine;rua=mailto:d@shop.example;", "dmarc-ok")]
    [InlineData("v=DMARC1; rua=mailto:d@shop.example; p=reject", "dmarc-ok")]
    [InlineData("v=DMARC1; p=none; rua=mailto:d@shop.example", "dmarc-monitoring-only")]
    [InlineData("v=DMARC1; rua=mailto:d@shop.example", "dmarc-monitoring-only")]
    [InlineData("v=DMARC1; p=reject", "dmarc-ok dmarc-no-reports")]
    [InlineData("v=DMARC1; p=block; rua=mailto:d@shop.example", "dmarc-policy-invalid")]
    [InlineData("v=DMARC1; p=block", "dmarc-malformed dmarc-no-reports")]
    [InlineData("v=dmarc1; p=reject", "dmarc-missing")]
    [InlineData("v=DMARC1 p=reject", "dmarc-malformed")]
    [InlineData("v=DMARC1; p=reject; sp=block; rua=mailto:d@shop.example", "dmarc-policy-invalid")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@mail.shop.example", "dmarc-ok")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@reports.example | !shop.example._report._dmarc.reports.example TXT", "dmarc-ok")]
    [InlineData("v=DMARC2; p=reject", "dmarc-missing")]
    [InlineData("v=DMARC1; p=reject; sp=none; rua=mailto:d@shop.example", "dmarc-ok dmarc-subdomains-open")]
    [InlineData("v=DMARC1; p=reject; np=quarantine; rua=mailto:d@shop.example", "dmarc-ok dmarc-subdomains-open")]
    [InlineData("v=DMARC1; p=quarantine; sp=reject; rua=mailto:d@shop.example", "dmarc-ok")]
    [InlineData("v=DMARC1; p=reject; t=y; rua=mailto:d@shop.example", "dmarc-ok dmarc-testing")]
    [InlineData("v=DMARC1; p=reject; pct=50; rua=mailto:d@shop.example", "dmarc-ok dmarc-pct-partial dmarc-tag-obsolete")]
    [InlineData("v=DMARC1; p=reject; pct=100; rua=mailto:d@shop.example!10m", "dmarc-ok dmarc-tag-obsolete dmarc-tag-obsolete")]
    [InlineData("v=DMARC1; p=reject; x=1; rua=mailto:d@shop.example", "dmarc-ok dmarc-unknown-tag")]
    [InlineData("v=DMARC1; p=reject; rua=d@shop.example", "dmarc-rua-invalid")]
    [InlineData("v=DMARC1; p=reject; rua=https://shop.example", "dmarc-rua-invalid")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@reports.example", "dmarc-external-unauthorised")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@reports.example | shop.example._report._dmarc.reports.example TXT v=DMARC1", "dmarc-ok")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@shop.example | _dmarc.shop.example TXT v=DMARC1; p=none", "dmarc-multiple")]
    [InlineData("v=DMARC1; p=reject; rua=mailto:d@shop.example | _dmarc.shop.example TXT other", "dmarc-ok")]
    public void Judge_Dmarc_GivesExactly(string record, string codes) => Dmarc($"_dmarc.shop.example TXT {record}", "shop.example").ShouldBe(codes.Split(' '), ignoreOrder: true);

    [Theory]
    [InlineData("", "a.b.shop.example", "dmarc-ok dmarc-inherited")]
    [InlineData("-_dmarc.shop.example TXT", "shop.example", "dmarc-missing")]
    [InlineData("!_dmarc.shop.example TXT", "shop.example", "")]
    [InlineData("-_dmarc.shop.example TXT | _dmarc.example TXT v=DMARC1; p=reject; rua=mailto:d@example", "shop.example", "dmarc-ok dmarc-inherited")]
    [InlineData("_dmarc.c.d.e.f.g.shop.example TXT v=DMARC1; p=reject", "1.2.a.b.c.d.e.f.g.shop.example", "dmarc-ok dmarc-inherited")]
    [InlineData("-_dmarc.shop.example TXT | _dmarc.c.d.e.f.g.shop.example TXT v=DMARC1; p=reject", "1.2.a.b.c.d.e.f.g.shop.example", "dmarc-ok dmarc-inherited dmarc-no-reports")]
    [InlineData("-_dmarc.shop.example TXT | _dmarc.d.e.f.g.shop.example TXT v=DMARC1; p=reject", "1.2.a.b.c.d.e.f.g.shop.example", "dmarc-ok dmarc-inherited dmarc-no-reports")]
    [InlineData("_dmarc.b.shop.example TXT v=DMARC1; p=none; psd=n", "a.b.shop.example", "dmarc-inherited dmarc-monitoring-only dmarc-no-reports")]
    [InlineData("_dmarc.b.shop.example TXT v=DMARC1; p=none", "a.b.shop.example", "dmarc-inherited dmarc-ok")]
    [InlineData("-_dmarc.shop.example TXT | _dmarc.example TXT v=DMARC1; p=reject; psd=y", "shop.example", "dmarc-ok dmarc-inherited dmarc-no-reports")]
    [InlineData("_dmarc.example TXT v=DMARC1; p=none; psd=y", "a.shop.example", "dmarc-ok dmarc-inherited")]
    [InlineData("-_dmarc.shop.example TXT | _dmarc.example TXT v=DMARC1; p=reject | _dmarc.example TXT v=DMARC1; p=none", "shop.example", "dmarc-multiple")]
    [InlineData("!_dmarc.example TXT", "a.shop.example", "")]
    [InlineData("!_dmarc.example TXT", "shop.example", "dmarc-ok")]
    public void Judge_DmarcOfOthers_IsFoundByWalkingUp(string lines, string name, string codes) =>
        Dmarc(lines, name).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries), ignoreOrder: true);

    [Fact]
    public void Parse_AnyText_IsTotal()
    {
        var random = new Random(11);
        const string Alphabet = "v=spf1DMARC;: /%{}i4n.a0+-~?,\\\"\u00ff";
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(60)).Select(_ => Alphabet[random.Next(Alphabet.Length)]));
            SpfRecord.Parse("v=spf1 " + text).ShouldNotBeNull();
            DmarcRecord.Parse("v=DMARC1;" + text).Reports.Select(DmarcRecord.DomainOf).ToList().ShouldNotBeNull();
        }
    }

    private static IEnumerable<string> Spf(string lines) => Codes(lines, "shop.example", "spf-");

    private static IEnumerable<string> Dmarc(string lines, string name) => Codes(lines, name, "dmarc-");

    private static IEnumerable<string> Codes(string lines, string name, string prefix)
    {
        var world = new World(lines + "|" + (name == "shop.example" ? "x.example A 8.8.8.8" : $"{name} A 8.8.8.8"));
        return world.Judge(World.Facts(name)).Select(finding => finding.Code).Where(code => code.StartsWith(prefix, StringComparison.Ordinal));
    }
}
