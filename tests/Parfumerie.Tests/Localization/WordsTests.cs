using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Parfumerie.Localization;
using Parfumerie.Web;

namespace Parfumerie.Tests.Localization;

public sealed partial class WordsTests
{
    [Fact]
    public void Texts_BothLanguages_HaveTheSameKeysAndPlaceholders()
    {
        var (english, french) = (Read(CultureInfo.InvariantCulture), Read(CultureInfo.GetCultureInfo("fr")));

        french.Keys.Order().ShouldBe(english.Keys.Order());
        foreach (var (key, text) in english)
        {
            Placeholder().Matches(french[key]).Select(match => match.Value).Order()
                .ShouldBe(Placeholder().Matches(text).Select(match => match.Value).Order(), key);
        }
    }

    [Theory]
    [InlineData(Language.French, 124_000_00, "124\u202f000,00\u00a0€")]
    [InlineData(Language.English, 124_000_00, "€124,000.00")]
    [InlineData(Language.French, 8900, "89,00\u00a0€")]
    public void Money_Amount_IsWrittenAsTheLanguageDoes(Language language, long cents, string text) =>
        new Words(new Shopper { Language = language }).Money(cents).ShouldBe(text);

    [Theory]
    [InlineData(Language.French, "/", "/", "/en")]
    [InlineData(Language.English, "/", "/en", "/")]
    [InlineData(Language.French, "/panier?a=1", "/panier?a=1", "/en/panier?a=1")]
    [InlineData(Language.English, "/panier", "/en/panier", "/panier")]
    public void Links_EachLanguage_KeepThePrefix(Language language, string path, string own, string other)
    {
        var words = new Words(new Shopper { Language = language, Path = path });

        words.Link(path).ShouldBe(own);
        words.OtherLanguageLink.ShouldBe(other);
    }

    private static Dictionary<string, string> Read(CultureInfo culture) =>
        new ResourceManager("Parfumerie.Localization.Shop", typeof(Words).Assembly).GetResourceSet(culture, true, false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Placeholder();
}
