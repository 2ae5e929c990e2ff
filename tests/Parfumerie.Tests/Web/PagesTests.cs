using System.Net;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Web;

public sealed class PagesTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    private static readonly Dictionary<string, string> Expected = new()
    {
        ["X-Content-Type-Options"] = "nosniff",
        ["X-Frame-Options"] = "DENY",
        ["Referrer-Policy"] = "strict-origin-when-cross-origin",
        ["Cross-Origin-Opener-Policy"] = "same-origin",
        ["Cross-Origin-Resource-Policy"] = "same-origin",
    };

    [Theory]
    [InlineData("/")]
    [InlineData("/panier")]
    [InlineData("/nope")]
    [InlineData("/api/products")]
    [InlineData("/images/ambre-nuit.svg")]
    [InlineData("/assets/shop.css")]
    public async Task Headers_OnEveryAnswer_AreStrict(string path)
    {
        using var answer = await shop.Server.NewBrowser().Http.GetAsync(path, TestContext.Current.CancellationToken);

        foreach (var (name, value) in Expected)
        {
            answer.Headers.GetValues(name).ShouldBe([value]);
        }

        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldStartWith("default-src 'none'; ");
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldNotContain("unsafe");
        answer.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        answer.Headers.Server.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/parfums/ambre-nuit")]
    [InlineData("/connexion")]
    public async Task Page_Markup_NeedsNothingInlineAndNothingForeign(string path)
    {
        var html = (await shop.Server.NewBrowser().OpenAsync(path)).Html;

        html.QuerySelectorAll("[style], style, script:not([src])").ShouldBeEmpty();
        html.QuerySelectorAll("[src], link[href]").Select(element => element.GetAttribute("src") ?? element.GetAttribute("href"))
            .ShouldAllBe(url => url!.StartsWith('/'));
        html.QuerySelectorAll("script, link[rel=stylesheet]").ShouldNotBeEmpty();
        html.QuerySelectorAll("script, link[rel=stylesheet]").ShouldAllBe(element => element.GetAttribute("integrity")!.StartsWith("sha384-"));
        html.QuerySelectorAll("img").ShouldAllBe(image => image.HasAttribute("alt"));
        html.QuerySelectorAll("h1").Length.ShouldBe(1);
    }

    [Fact]
    public async Task Cookies_OnPlainHttp_AreHttpOnlyAndSameSiteWithoutThePrefix()
    {
        var browser = shop.Server.NewBrowser();
        var product = await browser.OpenAsync("/parfums/ambre-nuit");

        using var answer = await browser.PostAsync(product, "Ajouter au panier", null);

        var cookies = product.Response.Headers.GetValues("Set-Cookie").Concat(answer.Headers.GetValues("Set-Cookie")).ToList();
        cookies.Count.ShouldBe(2);
        cookies.ShouldAllBe(cookie => cookie.Contains("httponly") && cookie.Contains("samesite=") && !cookie.StartsWith("__Host-"));
    }

    [Fact]
    public async Task Home_ForTheJourney_HasItsWordsOnce()
    {
        var home = await shop.Server.NewBrowser().OpenAsync("/");

        home.Heading.ShouldBe("Nos parfums");
        home.Html.QuerySelectorAll("a").Count(link => link.TextContent.Contains("Ambre Nuit")).ShouldBe(1);
        home.Html.DocumentElement.GetAttribute("lang").ShouldBe("fr");
        home.Html.QuerySelectorAll(".card").Length.ShouldBe(8);
    }

    [Fact]
    public async Task Language_BelowEn_IsEnglishAndStaysSo()
    {
        var browser = shop.Server.NewBrowser();
        browser.Http.DefaultRequestHeaders.Add("Accept-Language", "en-US");
        (await browser.OpenAsync("/")).Heading.ShouldBe("Nos parfums");

        var home = await browser.OpenAsync("/en");
        home.Heading.ShouldBe("Our perfumes");
        home.Html.Body!.TextContent.ShouldContain("€89.00");
        var product = await browser.ClickAsync(home, "Ambre Nuit");
        var basket = await browser.SubmitAsync(product, "Add to basket");

        basket.Address.AbsolutePath.ShouldBe("/en/panier");
        basket.Heading.ShouldBe("Your basket");
        (await browser.ClickAsync(basket, "Français")).Heading.ShouldBe("Votre panier");
    }

    [Theory]
    [InlineData("/nope", "Cette page s’est évaporée")]
    [InlineData("/parfums/nope", "Cette page s’est évaporée")]
    [InlineData("/commande/nope/merci", "Cette page s’est évaporée")]
    [InlineData("/en/nope", "This page has evaporated")]
    public async Task Missing_Page_Is404InTheLanguageWithATraceId(string path, string heading)
    {
        var page = await shop.Server.NewBrowser().OpenAsync(path);

        page.Status.ShouldBe(HttpStatusCode.NotFound);
        page.Heading.ShouldBe(heading);
        page.Html.QuerySelector(".oops code")!.TextContent.ShouldMatch("^[0-9a-f]{32}$");
    }

    [Theory]
    [InlineData("/api/nope")]
    [InlineData("/api/products/nope")]
    [InlineData("/api/orders/nope")]
    public async Task Missing_Api_IsProblemJson(string path)
    {
        using var answer = await shop.Server.NewBrowser().Http.GetAsync(path, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        answer.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Fact]
    public async Task Form_WithoutToken_Is400()
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["slug"] = "ambre-nuit", ["quantity"] = "1" });

        using var answer = await shop.Server.NewBrowser().Http.PostAsync("/panier", form, TestContext.Current.CancellationToken);

        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Statistics_WithoutKey_Is401() =>
        (await shop.Server.NewBrowser().Http.GetAsync("/api/statistics", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
}
