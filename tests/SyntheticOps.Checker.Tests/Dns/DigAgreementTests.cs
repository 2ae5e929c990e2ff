using System.Text.RegularExpressions;
using SyntheticOps.Checker.Dns.Client;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns;

/// <summary>Second opinion: what dig prints of a real server's answer and what we read are the same records, to the letter.</summary>
public sealed partial class DigAgreementTests(PrivateInternet net) : IClassFixture<PrivateInternet>
{
    [Theory]
    [InlineData("shop.example", "SOA", 1)]
    [InlineData("shop.example", "NS", 2)]
    [InlineData("shop.example", "A", 2)]
    [InlineData("shop.example", "AAAA", 1)]
    [InlineData("shop.example", "MX", 1)]
    [InlineData("shop.example", "CAA", 2)]
    [InlineData("shop.example", "TXT", 2)]
    [InlineData("shop.example", "HTTPS", 1)]
    [InlineData("www.shop.example", "A", 3)]
    [InlineData("loop.shop.example", "A", 2)]
    [InlineData("many.shop.example", "A", 500)]
    [InlineData(@"a\.b.shop.example", "TXT", 1)]
    [InlineData("any.wild.shop.example", "TXT", 1)]
    [InlineData("_sip._tcp.shop.example", "SRV", 1)]
    [InlineData("naptr.shop.example", "NAPTR", 1)]
    [InlineData("_443._tcp.shop.example", "TLSA", 1)]
    [InlineData("host.shop.example", "SSHFP", 1)]
    [InlineData("host.shop.example", "HINFO", 1)]
    [InlineData("child.shop.example", "DS", 1)]
    [InlineData("key.shop.example", "DNSKEY", 1)]
    [InlineData("ptr.shop.example", "PTR", 1)]
    [InlineData("new.shop.example", "TYPE65280", 1)]
    [InlineData("nothing.shop.example", "A", 0)]
    [InlineData("below.shop.example", "A", 0)]
    public async Task AskAsync_RealServer_ReadsWhatDigReads(string name, string type, int records)
    {
        Assert.SkipWhen(net.Missing is not null, $"{net.Missing} is not installed");
        var question = new DnsQuestion(DnsName.Parse(name), type.StartsWith("TYPE", StringComparison.Ordinal) ? (RecordType)65280 : Enum.Parse<RecordType>(type));

        var reply = await new DnsClient(TimeProvider.System, _ => true).AskAsync(net.ShopServer, question, AskOptions.Authority with { PerTry = TimeSpan.FromSeconds(10) }, TestContext.Current.CancellationToken);
        var dig = await net.DigAsync(net.Shop, name, type);

        var ours = reply.Message.ShouldNotBeNull().Answers.Select(record => Blanks().Replace(record.ToString(), " ")).ToArray();
        ours.Length.ShouldBe(records);
        ours.ShouldBe(dig.Select(line => Blanks().Replace(line, " ")), ignoreOrder: true);
        reply.OverTcp.ShouldBe(records == 500);
    }

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blanks();
}
