using SyntheticOps.Checker.Tls.Certificates;

namespace SyntheticOps.Checker.Tests.Tls.Certificates;

public sealed class HostNamesTests
{
    [Theory]
    [InlineData("shop.example", "shop.example", true)]
    [InlineData("SHOP.Example", "shop.example", true)]
    [InlineData("shop.example", "shop.example.", true)]
    [InlineData("shop.example", "www.shop.example", false)]
    [InlineData("*.shop.example", "www.shop.example", true)]
    [InlineData("*.shop.example", "WWW.SHOP.EXAMPLE", true)]
    [InlineData("*.shop.example", "shop.example", false)]
    [InlineData("*.shop.example", "a.b.shop.example", false)]
    [InlineData("*.example", "shop.example", false)]
    [InlineData("*", "shop", false)]
    [InlineData("*.*.example", "a.b.example", false)]
    [InlineData("w*.shop.example", "www.shop.example", false)]
    [InlineData("www.*.example", "www.shop.example", false)]
    [InlineData("*.shop.example", "xn--caf-dma.shop.example", true)]
    [InlineData("*.shop.example", ".shop.example", false)]
    [InlineData("shop.example\0.evil.example", "shop.example", false)]
    [InlineData("", "", false)]
    public void Match_Name(string name, string host, bool expected) => HostNames.Match(name, host).ShouldBe(expected);

    [Fact]
    public void Match_Address_ComparesAddressesOnly()
    {
        var leaf = Facts.Leaf with { DnsNames = ["192.0.2.1"], Addresses = [System.Net.IPAddress.Parse("2001:db8::1")] };
        HostNames.Match(leaf, "192.0.2.1").ShouldBeFalse();
        HostNames.Match(leaf, "2001:db8:0::1").ShouldBeTrue();
        HostNames.Match(leaf, "[2001:db8::1]").ShouldBeTrue();
    }
}
