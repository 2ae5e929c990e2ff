using SyntheticOps.Gateway.Answers;

namespace SyntheticOps.Gateway.Tests.Answers;

public sealed class PageLanguageTests
{
    [Theory]
    [InlineData(null, "fr")]
    [InlineData("fr", "fr")]
    [InlineData("en", "en")]
    [InlineData("en-GB,en;q=0.9,fr;q=0.8", "en")]
    [InlineData("fr-CA, en;q=0.9", "fr")]
    [InlineData("fr;q=0.5, en;q=0.7", "en")]
    [InlineData("de, en;q=0.7", "en")]
    [InlineData("de", "fr")]
    [InlineData("en, fr", "fr")]
    [InlineData("en;q=0", "fr")]
    [InlineData("FR-be", "fr")]
    [InlineData("english", "fr")]
    [InlineData(";;;q=", "fr")]
    public void Of_Header_TheWantedLanguage(string? header, string expected) =>
        PageLanguage.Of(header, PageLanguage.French).Name.ShouldBe(expected);

    [Fact]
    public void Of_NothingKnown_TheDefault() => PageLanguage.Of("de", PageLanguage.English).ShouldBe(PageLanguage.English);
}
