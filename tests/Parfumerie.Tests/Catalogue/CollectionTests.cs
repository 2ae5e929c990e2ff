using System.Net;
using System.Xml.Linq;
using Microsoft.Extensions.DependencyInjection;
using Parfumerie.Catalogue;
using Parfumerie.Data;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Catalogue;

public sealed class CollectionTests
{
    [Fact]
    public void Collection_AsShipped_IsLargeEnoughAndUnique()
    {
        Collection.All.Count.ShouldBeGreaterThanOrEqualTo(12);
        Collection.All.Select(perfume => perfume.Slug).ShouldBeUnique();
        Collection.All.Single(perfume => perfume.Name == "Ambre Nuit").PriceCents.ShouldBe(8900);
        Collection.All.ShouldAllBe(perfume => perfume.NotesFr.Count == 3 && perfume.NotesEn.Count == 3);
    }

    [Fact]
    public void Draw_EachPerfume_IsWellFormedSafeAndDifferent()
    {
        var pictures = Collection.All.Select(BottleArtist.Draw).ToList();

        pictures.ShouldBeUnique();
        foreach (var picture in pictures)
        {
            var names = XDocument.Parse(picture).Descendants().SelectMany(element =>
                element.Attributes().Select(attribute => attribute.Name.LocalName).Append(element.Name.LocalName)).ToHashSet();
            names.ShouldNotContain("script");
            names.ShouldNotContain("style");
            names.ShouldNotContain("href");
        }
    }

    [Fact]
    public void Draw_Twice_IsTheSame() =>
        BottleArtist.Draw(Collection.All[0]).ShouldBe(BottleArtist.Draw(Collection.All[0]));

    [Theory]
    [InlineData("Néroli", "neroli")]
    [InlineData("CŒUR d’Été", "coeur d'ete")]
    [InlineData("a\tb", "a b")]
    public void Fold_Text_LosesCaseAndAccents(string text, string folded) => SearchText.Fold(text).ShouldBe(folded);

    [Fact]
    public void Patterns_HostileQuery_AreBoundedAndEscaped()
    {
        SearchText.Patterns(@"50%_\").ShouldBe([@"%50\%\_\\%"]);
        SearchText.Patterns(new string('a', 10_000)).Single().Length.ShouldBe(82);
        SearchText.Patterns(string.Join(' ', Enumerable.Repeat("a", 40))).Count.ShouldBe(6);
        SearchText.Patterns(null).ShouldBeEmpty();
    }

    [Fact]
    public async Task Image_RowDeleted_Is404AndStaysSoAfterARestart()
    {
        await using var shop = await ShopServer.StartAsync();
        var http = shop.NewBrowser().Http;
        using var before = await http.GetAsync("/images/ambre-nuit.svg", TestContext.Current.CancellationToken);
        before.Content.Headers.ContentType!.MediaType.ShouldBe("image/svg+xml");
        await using (var connection = await shop.Services.GetRequiredService<IShopDatabase>().OpenAsync(CancellationToken.None))
        {
            await connection.ExecuteAsync("DELETE FROM images WHERE slug = 'ambre-nuit'", null, CancellationToken.None);
        }

        await Schema.PrepareAsync(shop.Services.GetRequiredService<ISqlDialect>(), CancellationToken.None);

        (await http.GetAsync("/images/ambre-nuit.svg", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }
}
