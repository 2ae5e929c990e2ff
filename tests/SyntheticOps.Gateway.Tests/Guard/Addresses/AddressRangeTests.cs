using System.Net;
using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Tests.Guard.Addresses;

public sealed class AddressRangeTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("203.0.113.7/32", "203.0.113.7")]
    [InlineData("203.0.113.0/24", "203.0.113.0/24")]
    [InlineData("0.0.0.0/0", "0.0.0.0/0")]
    [InlineData("::ffff:203.0.113.0/120", "203.0.113.0/24")]
    [InlineData("2001:db8::/32", "2001:db8::/32")]
    [InlineData("::/0", "::/0")]
    [InlineData("203.0.113.7/24", null)]
    [InlineData("203.0.113.0/33", null)]
    [InlineData("203.0.113.0/024", null)]
    [InlineData("203.0.113.0/-1", null)]
    [InlineData("203.0.113.0/", null)]
    [InlineData("2001:db8::1/64", null)]
    [InlineData("2001:db8::/129", null)]
    [InlineData("::ffff:0.0.0.0/64", null)]
    [InlineData("203.0.113.0-203.0.113.9", null)]
    public void TryParse_Networks(string text, string? expected)
    {
        AddressRange.TryParse(text, out var range).ShouldBe(expected is not null);
        if (expected is not null)
        {
            range.ToString().ShouldBe(expected);
        }
    }

    [Theory]
    [InlineData("203.0.113.0/24", "203.0.113.255", true)]
    [InlineData("203.0.113.0/24", "203.0.114.0", false)]
    [InlineData("203.0.113.0/24", "::ffff:203.0.113.1", true)]
    [InlineData("::/64", "0.0.0.1", false)]
    [InlineData("2001:db8::/32", "2001:db8:ffff::", true)]
    public void Holds_BothFamilies(string range, string address, bool expected)
    {
        AddressRange.TryParse(range, out var parsed).ShouldBeTrue();
        parsed.Holds(IPAddress.Parse(address)).ShouldBe(expected);
    }
}
