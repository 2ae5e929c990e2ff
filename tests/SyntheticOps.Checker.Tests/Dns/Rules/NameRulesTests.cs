using SyntheticOps.Checker.Dns;
using SyntheticOps.Checker.Dns.Mail;
using SyntheticOps.Checker.Dns.Pages;
using SyntheticOps.Checker.Dns.Rules;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Rules;

/// <summary>Truth tables of wildcards, empty nodes, aliases beside data, takeover and what is merely told.</summary>
public sealed class NameRulesTests
{
    private static readonly string[] Told = ["answer-ok", "txt-ok", "caa-ok", "ipv4-only"];

    [Theory]
    [InlineData("shop.example", "", "")]
    [InlineData("shop.example", "stray.shop.example A 8.8.8.8", "wildcard")]
    [InlineData("shop.example", "stray.shop.example TXT x", "wildcard")]
    [InlineData("shop.example", "stray.shop.example CNAME gone.example", "wildcard")]
    [InlineData("shop.example", "below.stray.shop.example A 8.8.8.8", "")]
    [InlineData("shop.example", "!stray.shop.example A", "")]
    [InlineData("www.shop.example", "www.shop.example A 8.8.8.8 | stray.shop.example A 8.8.8.8", "wildcard")]
    [InlineData("www.shop.example", "www.shop.example A 8.8.8.8 | stray.www.shop.example A 8.8.8.8", "wildcard")]
    public void Judge_NameThatNobodyMade_ShowsAWildcard(string name, string lines, string codes) =>
        Codes(new World(lines), World.Facts(name) with { Stray = "stray" }).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("www.shop.example", "www.shop.example CNAME shop.example", "")]
    [InlineData("www.shop.example", "www.shop.example CNAME shop.example | www.shop.example TXT x", "cname-and-other-data")]
    [InlineData("www.shop.example", "www.shop.example CNAME shop.example | www.shop.example A 8.8.8.8", "cname-and-other-data")]
    [InlineData("shop.example", "shop.example CNAME www.shop.example", "cname-at-apex")]
    public void Judge_AliasBesideData_GivesExactly(string name, string lines, string codes) =>
        Codes(new World(lines), World.Facts(name) with { Zone = new ZoneFacts(DnsName.Parse("shop.example")) }).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("www.shop.example CNAME shop.s3-website.eu-west-1.amazonaws.com | shop.s3-website.eu-west-1.amazonaws.com A 8.8.8.8", "<Message>The specified bucket does not exist</Message>", "takeover-risk")]
    [InlineData("www.shop.example CNAME shop.s3-website.eu-west-1.amazonaws.com | shop.s3-website.eu-west-1.amazonaws.com A 8.8.8.8", "a shop", "")]
    [InlineData("www.shop.example CNAME x.ec2.amazonaws.com | x.ec2.amazonaws.com A 8.8.8.8", "The specified bucket does not exist", "")]
    [InlineData("www.shop.example CNAME shop.surge.sh | shop.surge.sh A 8.8.8.8", "project not found", "takeover-risk")]
    [InlineData("www.shop.example CNAME shop.surge.sh | shop.surge.sh A 8.8.8.8", null, "")]
    [InlineData("www.shop.example CNAME shop.github.io | shop.github.io A 8.8.8.8", "There isn't a GitHub Pages site here.", "takeover-risk")]
    [InlineData("www.shop.example CNAME shop.herokuapp.com", null, "cname-dangling takeover-risk")]
    [InlineData("www.shop.example CNAME shop.herokuapp.com | herokuapp.com A 8.8.8.8", null, "cname-dangling")]
    [InlineData("www.shop.example CNAME shop.trafficmanager.net", null, "takeover-risk")]
    [InlineData("www.shop.example CNAME www.free.co.uk | other.co.uk A 8.8.8.8", null, "cname-dangling takeover-risk")]
    public void Judge_AliasToAService_GivesExactly(string lines, string? page, string codes)
    {
        var facts = World.Facts("www.shop.example") with { Pages = new PageBook() };
        facts.Pages.Add(new PageAnswer(new Uri("http://www.shop.example/"), page is null ? PageStatus.Unknown : PageStatus.Answered) { Code = 404, Text = page ?? "" });

        Codes(new World(lines), facts).ShouldBe(codes.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    [Theory]
    [InlineData("-shop.example A | -shop.example AAAA | www.shop.example A 8.8.8.8 | shop.example SOA x", "name-nodata apex-no-address")]
    [InlineData("-shop.example A | -shop.example AAAA | shop.example SOA x", "name-nodata")]
    [InlineData("shop.example HTTPS 1 .", "https-rr-ok")]
    public void Judge_Presence_GivesExactly(string lines, string codes) => Codes(new World(lines), World.Facts()).ShouldBe(codes.Split(' '), ignoreOrder: true);

    [Fact]
    public void All_Services_AreWellWritten() => ClaimableService.All.ShouldAllBe(service =>
        service.Name.Length > 0 && service.Suffixes.Count > 0 && service.Suffixes.All(suffix => suffix.Contains('.', StringComparison.Ordinal)) && (service.Body == null || service.Body.Length > 8));

    private static IEnumerable<string> Codes(World world, DnsFacts facts) =>
        world.Judge(facts with { MailParts = MailParts.None }).Select(finding => finding.Code).Except(Told);
}
