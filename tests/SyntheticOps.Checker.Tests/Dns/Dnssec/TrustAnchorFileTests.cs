using SyntheticOps.Checker.Dns.Dnssec;
using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Dnssec;

public sealed class TrustAnchorFileTests
{
    private const string Key = "l02Woi0iS8Aa25FQkUd9RMzZHJpBoRQwAQEX1SxZJA4=";
    private const string Digest = "3AA5AB37EFCE57F737FC1627013FEE07BDF241BD10F3B1964AB55C78E79A304B";

    [Theory]
    [InlineData("example.com. IN DS 3613 15 2 " + Digest)]
    [InlineData("; comment\n$TTL 3600\nexample.com 3600 IN DS 3613 15 2 ( 3AA5AB37EFCE57F737FC1627013FEE07\n BDF241BD10F3B1964AB55C78E79A304B ) ; end")]
    [InlineData("Example.COM. DNSKEY 257 3 15 " + Key)]
    [InlineData("example.com. 172800 IN DNSKEY 257 3 15 ( l02Woi0iS8Aa25FQkUd9RMzZ\n HJpBoRQwAQEX1SxZJA4= ) ; KSK")]
    [InlineData("trust-anchors {\n // one\n example.com. static-key 257 3 15 \"l02Woi0iS8Aa25FQkUd9RMzZ\n HJpBoRQwAQEX1SxZJA4=\"; # two\n};")]
    [InlineData("/* all\n of it */ trust-anchors { \"example.com.\" initial-ds 3613 15 2 \"" + Digest + "\"; };")]
    [InlineData("managed-keys { example.com. initial-key 257 3 15 \"" + Key + "\"; };")]
    [InlineData("trusted-keys { example.com. 257 3 15 \"" + Key + "\"; };")]
    [InlineData("<?xml version=\"1.0\"?><TrustAnchor id=\"1\"><Zone>example.com.</Zone><KeyDigest id=\"a\" validFrom=\"2017-02-02T00:00:00+00:00\"><KeyTag>3613</KeyTag><Algorithm>15</Algorithm><DigestType>2</DigestType><Digest>" + Digest + "</Digest><Flags>257</Flags></KeyDigest></TrustAnchor>")]
    public void Parse_EachForm_IsTheSameAnchor(string text)
    {
        var anchor = TrustAnchorFile.Parse(text).Single();

        anchor.Zone.ShouldBe(DnsName.Parse("example.com"));
        anchor.Digest.ToString().ShouldBe("3613 15 2 " + Digest);
    }

    [Theory]
    [InlineData("")]
    [InlineData("; nothing")]
    [InlineData("trust-anchors { };")]
    [InlineData(". IN DS 3613 15 2 XYZ")]
    [InlineData(". IN DS 3613 15")]
    [InlineData(". IN DS 70000 15 2 AA")]
    [InlineData(". IN A 192.0.2.1")]
    [InlineData(". DNSKEY 257 3 15 !!")]
    [InlineData("<TrustAnchor><Zone>.</Zone>")]
    [InlineData("<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><TrustAnchor>&b;</TrustAnchor>")]
    [InlineData("trust-anchors { . static-key 257; };")]
    public void Parse_AnythingElse_SaysWhatIsExpected(string text) =>
        Should.Throw<FormatException>(() => TrustAnchorFile.Parse(text)).Message.ShouldContain("is expected");
}
