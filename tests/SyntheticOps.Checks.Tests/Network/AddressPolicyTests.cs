using System.Net;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Network;

namespace SyntheticOps.Checks.Tests.Network;

public sealed class AddressPolicyTests
{
    private static readonly Site Shop = new()
    {
        Name = "shop",
        DisplayName = "shop",
        Url = new Uri("https://shop.example"),
        Reach = [new ReachRule(IPNetwork.Parse("127.0.0.1/32"), 5080), new ReachRule(IPNetwork.Parse("10.1.0.0/16"), 443), new ReachRule(IPNetwork.Parse("::/0"), 80)],
    };

    [Theory]
    [InlineData("93.184.216.34", 443, true)]
    [InlineData("2606:4700::1111", 443, true)]
    [InlineData("127.0.0.1", 5080, true)]
    [InlineData("::ffff:127.0.0.1", 5080, true)]
    [InlineData("127.0.0.1", 5081, false)]
    [InlineData("127.0.0.2", 5080, false)]
    [InlineData("10.1.2.3", 443, true)]
    [InlineData("10.2.2.3", 443, false)]
    [InlineData("172.16.0.1", 443, false)]
    [InlineData("192.168.1.1", 443, false)]
    [InlineData("100.64.0.1", 443, false)]
    [InlineData("169.254.169.254", 80, false)]
    [InlineData("::ffff:169.254.169.254", 80, false)]
    [InlineData("64:ff9b::a9fe:a9fe", 80, false)]
    [InlineData("2002:a9fe:a9fe::1", 80, false)]
    [InlineData("::127.0.0.1", 443, false)]
    [InlineData("fe80::1", 80, false)]
    [InlineData("fd00:ec2::254", 80, false)]
    [InlineData("fd12::1", 443, false)]
    [InlineData("fd12::1", 80, true)]
    [InlineData("::1", 443, false)]
    [InlineData("0.0.0.0", 443, false)]
    [InlineData("::", 80, false)]
    [InlineData("224.0.0.1", 443, false)]
    [InlineData("255.255.255.255", 443, false)]
    public void Allows_Address_FollowsTheTable(string address, int port, bool allowed) =>
        AddressPolicy.Allows(Shop, new IPEndPoint(IPAddress.Parse(address), port)).ShouldBe(allowed);
}
