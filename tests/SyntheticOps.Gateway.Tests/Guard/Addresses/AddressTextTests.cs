using SyntheticOps.Gateway.Guard.Addresses;

namespace SyntheticOps.Gateway.Tests.Guard.Addresses;

public sealed class AddressTextTests
{
    [Theory]
    [InlineData("203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:203.0.113.7", "203.0.113.7")]
    [InlineData("::ffff:cb00:7107", "203.0.113.7")]
    [InlineData("2001:DB8::1", "2001:db8::1")]
    [InlineData("0.0.0.0", "0.0.0.0")]
    [InlineData("16909060", null)]
    [InlineData("0x01020304", null)]
    [InlineData("1.2.772", null)]
    [InlineData("1.2.3", null)]
    [InlineData("1.2.3.4.5", null)]
    [InlineData("1.2.3.256", null)]
    [InlineData("01.2.3.4", null)]
    [InlineData("0177.0.0.1", null)]
    [InlineData("1.2.3.4 ", null)]
    [InlineData("+1.2.3.4", null)]
    [InlineData("①②⑦.0.0.1", null)]
    [InlineData("localhost", null)]
    [InlineData("fe80::1%eth0", null)]
    [InlineData("[::1]", null)]
    [InlineData("", null)]
    public void Parse_OneFormOnly(string text, string? expected) => AddressText.Parse(text)?.ToString().ShouldBe(expected);

    [Theory]
    [InlineData(" 203.0.113.7 ", "203.0.113.7")]
    [InlineData("203.0.113.7:8080", "203.0.113.7")]
    [InlineData("[2001:db8::1]", "2001:db8::1")]
    [InlineData("[2001:db8::1]:443", "2001:db8::1")]
    [InlineData("2001:db8::1", "2001:db8::1")]
    [InlineData("[203.0.113.7]", null)]
    [InlineData("[2001:db8::1", null)]
    [InlineData("[2001:db8::1]x", null)]
    [InlineData("203.0.113.7:", null)]
    [InlineData("203.0.113.7:99999", null)]
    [InlineData("unknown", null)]
    [InlineData("_hidden", null)]
    [InlineData("for=203.0.113.7", null)]
    public void ParseForwarded_WithPortAndBrackets(string text, string? expected) => AddressText.ParseForwarded(text)?.ToString().ShouldBe(expected);
}
