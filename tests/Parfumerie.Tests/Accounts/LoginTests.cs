using System.Diagnostics;
using System.Net;
using Parfumerie.Accounts;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Accounts;

public sealed class LoginTests(SqliteShop shop) : IClassFixture<SqliteShop>
{
    [Fact]
    public async Task LogIn_UnknownAddress_Is401AndTraced()
    {
        var seen = new List<Activity>();
        using var listener = Spans.Listen(seen);
        var browser = shop.Server.NewBrowser();

        var page = await browser.SubmitAsync(
            await browser.OpenAsync("/connexion"), "Entrer", ("E-mail", "nobody@example.test"), ("Mot de passe", "wrong password"));

        page.Status.ShouldBe(HttpStatusCode.Unauthorized);
        page.Html.QuerySelector("[role=alert]").ShouldNotBeNull();
        // The span of a request ends shortly after its answer.
        await Until.TrueAsync(() => Task.FromResult(Failed().Length > 0));
        Failed().Single().TagObjects.ShouldAllBe(tag => !$"{tag.Value}".Contains("nobody@"));

        Activity[] Failed()
        {
            lock (seen)
            {
                return [.. seen.Where(one => shop.Server.IsOf(one) && one.GetTagItem(LoginSignals.Outcome) is "failed")];
            }
        }
    }

    [Fact]
    public async Task LogIn_Succeeds_ChangesTheCookie()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var browser = shop.Server.NewBrowser();
        await browser.SubmitAsync(
            await browser.OpenAsync("/inscription"), "Créer mon compte", ("Nom", "Anne"), ("E-mail", email), ("Mot de passe", "correct horse"));
        var other = shop.Server.NewBrowser();
        using var added = await other.PostAsync(await other.OpenAsync("/parfums/ambre-nuit"), "Ajouter au panier", null);

        using var answer = await other.PostAsync(
            await other.OpenAsync("/connexion"), "Entrer", null, ("E-mail", email), ("Mot de passe", "correct horse"));

        answer.StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        Visit(answer).ShouldNotBe(Visit(added));
        (await other.OpenAsync("/")).CartCount.ShouldBe("1");
    }

    [Theory]
    [InlineData("Anne", "anne", "correct horse", "email")]
    [InlineData("", "a@example.test", "correct horse", "name")]
    [InlineData("Anne", "a@example.test", "short", "password")]
    public async Task Register_BadField_IsNamed(string name, string email, string password, string field)
    {
        var browser = shop.Server.NewBrowser();

        var page = await browser.SubmitAsync(
            await browser.OpenAsync("/inscription"), "Créer mon compte", ("Nom", name), ("E-mail", email), ("Mot de passe", password));

        page.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        page.Html.QuerySelectorAll(".field-error").Single().Id.ShouldBe(field + "-error");
        page.Text.ShouldNotContain("correct horse");
    }

    private static string Visit(HttpResponseMessage answer) =>
        answer.Headers.GetValues("Set-Cookie").Single(cookie => cookie.StartsWith("visite=", StringComparison.Ordinal)).Split(';')[0];
}
