using SyntheticOps.Checker.Headers.Lists;

namespace SyntheticOps.Checker.Tests.Headers.Lists;

public sealed class SiteNamesTests
{
    private static readonly string[] Rules =
    [
        "// ===BEGIN ICANN DOMAINS===", "com", "uk", "co.uk", "*.kawasaki.jp", "!city.kawasaki.jp", "// ===END ICANN DOMAINS===",
        "// ===BEGIN PRIVATE DOMAINS===", "github.io", "// ===END PRIVATE DOMAINS===",
    ];

    [Theory]
    [InlineData("a.shop.com", "b.shop.com", true)]
    [InlineData("a.co.uk", "b.co.uk", false)]
    [InlineData("one.github.io", "two.github.io", true)]
    [InlineData("a.b.kawasaki.jp", "c.b.kawasaki.jp", false)]
    [InlineData("a.city.kawasaki.jp", "b.city.kawasaki.jp", true)]
    [InlineData("127.0.0.1", "192.0.2.1", true)]
    [InlineData("shop.com", "127.0.0.1", false)]
    public void AreOneSite_ByTheList_ComparesRegisteredNames(string host, string other, bool expected) =>
        Listed().AreOneSite(host, other).ShouldBe(expected);

    [Theory]
    [InlineData("www.shop.com", "cdn.shop.com", true)]
    [InlineData("shop.com", "SHOP.com.", true)]
    [InlineData("a.shop.com", "b.shop.com", false)]
    [InlineData("shop.com", "myshop.com", false)]
    public void AreOneSite_WithoutList_ComparesSubdomains(string host, string other, bool expected) =>
        SiteNames.Guessed.AreOneSite(host, other).ShouldBe(expected);

    [Theory]
    [InlineData("com", true)]
    [InlineData("co.uk", true)]
    [InlineData("github.io", true)]
    [InlineData("shop.com", false)]
    [InlineData("shop.example", false)]
    [InlineData("localhost", false)]
    public void IsPublicSuffix_ByTheList_CountsPrivateOnes(string domain, bool expected) => Listed().IsPublicSuffix(domain).ShouldBe(expected);

    [Fact]
    public void Read_EmptyFile_SaysWhichFile()
    {
        var path = Path.GetTempFileName();

        Should.Throw<InvalidDataException>(() => PublicSuffixes.Read(path)).Message.ShouldContain(path);
        Should.Throw<InvalidDataException>(() => PreloadList.Read(path)).Message.ShouldContain(path);
        File.Delete(path);
    }

    [Theory]
    [InlineData("""{"entries": [{"name": "shop.example", "mode": "force-https", "include_subdomains": true}, {"name": "pin.example"}]} // end""")]
    [InlineData("""{"shop.example": {"mode": "force-https", "includeSubDomains": true}, "pin.example": {"mode": ""}}""")]
    public void Preload_BothFormats_AreRead(string json)
    {
        var path = Path.GetTempFileName();
        File.WriteAllText(path, json);
        var list = PreloadList.Read(path);

        list.Contains("shop.example").ShouldBeTrue();
        list.Contains("a.b.shop.example").ShouldBeTrue();
        list.Contains("pin.example").ShouldBeFalse();
        list.Contains("example").ShouldBeFalse();
        File.Delete(path);
    }

    private static SiteNames Listed()
    {
        var path = Path.GetTempFileName();
        File.WriteAllLines(path, Rules);
        var names = new SiteNames(PublicSuffixes.Read(path));
        File.Delete(path);
        return names;
    }
}
