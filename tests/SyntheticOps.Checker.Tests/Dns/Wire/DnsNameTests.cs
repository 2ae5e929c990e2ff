using SyntheticOps.Checker.Dns.Wire;

namespace SyntheticOps.Checker.Tests.Dns.Wire;

public sealed class DnsNameTests
{
    [Theory]
    [InlineData(".", ".", 0)]
    [InlineData("shop.example", "shop.example.", 2)]
    [InlineData("shop.example.", "shop.example.", 2)]
    [InlineData(@"a\.b.example", @"a\.b.example.", 2)]
    [InlineData(@"a\032b.example", @"a\032b.example.", 2)]
    [InlineData(@"\255\000.example", @"\255\000.example.", 2)]
    [InlineData("_dmarc.Shop.Example", "_dmarc.Shop.Example.", 3)]
    [InlineData("*.shop.example", "*.shop.example.", 3)]
    public void TryParse_Name_KeepsCaseAndEscapes(string text, string shown, int labels)
    {
        var name = DnsName.Parse(text);

        name.ToString().ShouldBe(shown);
        name.Labels.ShouldBe(labels);
        DnsName.Parse(shown).ShouldBe(name);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a..b")]
    [InlineData(".a")]
    [InlineData("a b")]
    [InlineData(@"a\")]
    [InlineData(@"a\25")]
    [InlineData(@"a\256.b")]
    [InlineData("ü.example")]
    public void TryParse_NoName_IsRefused(string text) => DnsName.TryParse(text, out _).ShouldBeFalse();

    [Theory]
    [InlineData(63, true)]
    [InlineData(64, false)]
    public void TryParse_Label_Has63OctetsAtMost(int length, bool valid) => DnsName.TryParse(new string('a', length) + ".example", out _).ShouldBe(valid);

    [Theory]
    [InlineData(61, true)]
    [InlineData(62, false)]
    public void TryParse_Name_Has255OctetsAtMost(int last, bool valid)
    {
        var label = new string('a', 63);

        DnsName.TryParse($"{label}.{label}.{label}.{new string('b', last)}", out var name).ShouldBe(valid);
        (name?.Wire.Length ?? 256).ShouldBe(valid ? 255 : 256);
    }

    [Theory]
    [InlineData("www.shop.example", "shop.example", true)]
    [InlineData("SHOP.example", "shop.EXAMPLE", true)]
    [InlineData("myshop.example", "shop.example", false)]
    [InlineData("example", "shop.example", false)]
    [InlineData("shop.example", ".", true)]
    [InlineData(@"a\.shop.example", "shop.example", false)]
    public void IsAtOrBelow_Names_AreComparedByLabels(string name, string ancestor, bool below) =>
        DnsName.Parse(name).IsAtOrBelow(DnsName.Parse(ancestor)).ShouldBe(below);

    [Fact]
    public void Equals_AsciiCase_IsIgnored()
    {
        DnsName.Parse("Shop.EXAMPLE").ShouldBe(DnsName.Parse("shop.example"));
        DnsName.Parse("Shop.EXAMPLE").GetHashCode().ShouldBe(DnsName.Parse("shop.example").GetHashCode());
        DnsName.Parse(@"\196.example").ShouldNotBe(DnsName.Parse(@"\228.example"));
    }
}
