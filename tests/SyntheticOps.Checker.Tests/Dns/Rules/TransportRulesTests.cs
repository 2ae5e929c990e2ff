using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Pages;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth tables of MTA-STS (RFC 8461), TLS-RPT (RFC 8460) and BIMI.</summary>
public sealed class TransportRulesTests
{
    private const string Sts = "_mta-sts.shop.example TXT v=STSv1; id=20260101T0000; | mta-sts.shop.example A 8.8.8.7";
    private const string Policy = "version: STSv1\r\nmode: enforce\r\nmx: mail.shop.example\r\nmax_age: 86400\r\n";

    [Theory]
    [InlineData("", "mta-sts-missing")]
    [InlineData(Sts, "mta-sts-ok")]
    [InlineData("_mta-sts.shop.example TXT other | mta-sts.shop.example A 8.8.8.7", "mta-sts-missing")]
    [InlineData("_mta-sts.shop.example CNAME sts.other.example | sts.other.example TXT v=STSv1; id=1; | mta-sts.shop.example A 8.8.8.7", "mta-sts-ok")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=1; | _mta-sts.shop.example TXT v=STSv1; id=2;", "mta-sts-multiple")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=2026-01-01;", "mta-sts-malformed")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1;", "mta-sts-malformed")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=123456789012345678901234567890123;", "mta-sts-malformed")]
    [InlineData("_mta-sts.shop.example TXT v=stsv1; id=1;", "mta-sts-malformed")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1 id=1", "mta-sts-malformed")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=1;", "mta-sts-host-missing")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=1; | mta-sts.shop.example CNAME gone.shop.example", "mta-sts-host-missing")]
    [InlineData("_mta-sts.shop.example TXT v=STSv1; id=1; | !mta-sts.shop.example A", "")]
    [InlineData("!_mta-sts.shop.example TXT", "")]
    public void Judge_MtaStsRecord_GivesExactly(string lines, string codes) => Codes(lines, MailParts.MtaSts, "mta-sts-").ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData(Policy, "text/plain", 200, "mta-sts-ok")]
    [InlineData(Policy, "text/html", 200, "mta-sts-policy-type mta-sts-ok")]
    [InlineData(Policy, "text/plain", 301, "mta-sts-policy-unreachable mta-sts-ok")]
    [InlineData(Policy, "text/plain", 404, "mta-sts-policy-unreachable mta-sts-ok")]
    [InlineData(Policy, "refused", 0, "mta-sts-policy-unreachable mta-sts-ok")]
    [InlineData(Policy, "silent", 0, "mta-sts-ok")]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.shop.example\nmax_age: 1", "text/plain", 200, "mta-sts-ok")]
    [InlineData("version: STSv1\nmode: enforce\nmx: *.example\nmax_age: 1", "text/plain", 200, "mta-sts-mx-mismatch")]
    [InlineData("version: STSv1\nmode: enforce\nmx: other.example\nmax_age: 1", "text/plain", 200, "mta-sts-mx-mismatch")]
    [InlineData("version: STSv1\nmode: testing\nmx: other.example\nmax_age: 1", "text/plain", 200, "mta-sts-not-enforced mta-sts-mx-mismatch mta-sts-ok")]
    [InlineData("version: STSv1\nmode: none\nmax_age: 1", "text/plain", 200, "mta-sts-not-enforced mta-sts-ok")]
    [InlineData("version: STSv1\nmode: enforce\nmax_age: 1", "text/plain", 200, "mta-sts-policy-invalid")]
    [InlineData("version: STSv1\nmode: strict\nmx: mail.shop.example\nmax_age: 1", "text/plain", 200, "mta-sts-policy-invalid")]
    [InlineData("version: STSv1\nmode: enforce\nmx: mail.shop.example\nmax_age: 31557601", "text/plain", 200, "mta-sts-policy-invalid")]
    [InlineData("mode: enforce\nmx: mail.shop.example\nmax_age: 1", "text/plain", 200, "mta-sts-policy-invalid")]
    [InlineData("<html>", "text/plain", 200, "mta-sts-policy-invalid")]
    public void Judge_MtaStsPolicy_GivesExactly(string text, string type, int code, string codes)
    {
        var page = new PageAnswer(new Uri("https://mta-sts.shop.example/.well-known/mta-sts.txt"), type switch { "refused" => PageStatus.Failed, "silent" => PageStatus.Unknown, _ => PageStatus.Answered })
        {
            Code = code,
            MediaType = type,
            Text = text,
        };
        var facts = World.Facts() with { MailParts = MailParts.MtaSts, Pages = new PageBook() };
        facts.Pages.Add(page);

        new World(Sts).Judge(facts).Select(finding => finding.Code).Where(found => found.StartsWith("mta-sts-", StringComparison.Ordinal)).ShouldBe(codes.Split(' '));
    }

    [Theory]
    [InlineData("", "tls-rpt-missing")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1; rua=mailto:tls@shop.example", "tls-rpt-ok")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1;rua=mailto:tls@shop.example,https://shop.example/tls", "tls-rpt-ok")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1; rua=tls@shop.example", "tls-rpt-malformed")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1; rua=mailto:tls@shop.example,http://shop.example", "tls-rpt-malformed")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1", "tls-rpt-malformed")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv2; rua=mailto:tls@shop.example", "tls-rpt-malformed")]
    [InlineData("_smtp._tls.shop.example TXT v=TLSRPTv1; rua=mailto:a@b.c | _smtp._tls.shop.example TXT v=TLSRPTv1; rua=mailto:d@e.f", "tls-rpt-malformed")]
    [InlineData("_smtp._tls.shop.example TXT other", "tls-rpt-missing")]
    [InlineData("!_smtp._tls.shop.example TXT", "")]
    public void Judge_TlsReports_GivesExactly(string lines, string codes) => Codes(lines, MailParts.TlsRpt, "tls-rpt-").ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("", "")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg", "bimi-ok")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg; a=https://shop.example/vmc.pem", "bimi-ok")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg | -_dmarc.shop.example TXT", "bimi-ok bimi-dmarc-weak")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg | _dmarc.shop.example TXT v=DMARC1; p=none", "bimi-ok bimi-dmarc-weak")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg | !_dmarc.shop.example TXT", "bimi-ok")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=; a=;", "bimi-declined")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=", "bimi-declined")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1", "bimi-malformed")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=http://shop.example/logo.svg", "bimi-malformed")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.png", "bimi-malformed")]
    [InlineData("default._bimi.shop.example TXT v=BIMI2; l=https://shop.example/logo.svg", "bimi-malformed")]
    [InlineData("default._bimi.shop.example TXT v=BIMI1; l=https://shop.example/logo.svg; a=vmc", "bimi-malformed")]
    [InlineData("default._bimi.shop.example TXT other", "")]
    public void Judge_Bimi_GivesExactly(string lines, string codes) => Codes(lines, MailParts.Bimi, "bimi-").ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("www.shop.example", "www.shop.example A 8.8.8.8", "")]
    [InlineData("www.shop.example", "www.shop.example A 8.8.8.8 | www.shop.example TXT v=spf1 -all", "dmarc-inherited dmarc-ok mta-sts-missing mx-missing spf-ok tls-rpt-missing")]
    [InlineData("www.shop.example", "www.shop.example A 8.8.8.8 | www.shop.example MX 0 .", "dmarc-inherited dmarc-ok mta-sts-missing mx-null spf-missing tls-rpt-missing")]
    [InlineData("shop.example", "shop.example SOA x", "dmarc-ok mta-sts-missing mx-ok spf-ok tls-rpt-missing")]
    public void Judge_MailWhereUsed_LooksAtNamesThatHaveToDoWithMail(string name, string lines, string codes) => new World(lines)
        .Judge(World.Facts(name) with { MailParts = MailParts.All, MailWhereUsed = true }).Select(finding => finding.Code)
        .Where(code => code.Split('-')[0] is "mx" or "spf" or "dmarc" or "dkim" or "mta" or "tls" or "bimi")
        .Order(StringComparer.Ordinal).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private static IEnumerable<string> Codes(string lines, MailParts part, string prefix) => new World(lines)
        .Judge(World.Facts() with { MailParts = part }).Select(finding => finding.Code).Where(code => code.StartsWith(prefix, StringComparison.Ordinal));
}
