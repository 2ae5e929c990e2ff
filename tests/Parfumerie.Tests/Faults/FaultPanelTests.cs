using System.Net;
using Parfumerie.Faults.Kinds;

namespace Parfumerie.Tests.Faults;

public sealed class FaultPanelTests(BrokenShop shop) : IClassFixture<BrokenShop>
{
    [Fact]
    public async Task Browser_WithoutSession_SeesTheDoor_InItsLanguage()
    {
        using var client = Browser(out _);

        var french = await client.GetAsync("/_faults", BrokenShop.Token);
        french.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await TextAsync(french)).ShouldContain("Cl\u00e9 d\u2019exploitation");

        client.DefaultRequestHeaders.AcceptLanguage.ParseAdd("en-GB");
        var english = await TextAsync(await client.GetAsync("/_faults", BrokenShop.Token));
        english.ShouldContain("Operator key");
        english.ShouldNotContain("<script");
    }

    [Fact]
    public async Task Form_RightKey_OpensThePanel_WhichBreaksAndRepairs()
    {
        using var client = Browser(out var cookies);
        (await PostAsync(client, "/_faults/panel/enter", ("key", BrokenShop.OperatorKey))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        var session = cookies.GetCookies(new Uri(client.BaseAddress!, "/_faults"))["parfumerie.pannes"].ShouldNotBeNull();
        session.HttpOnly.ShouldBeTrue();
        session.Path.ShouldBe("/_faults");

        var bad = await PostAsync(client, "/_faults/panel/on/status", ("code", "200"), ("for", "1m"));
        bad.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await TextAsync(bad)).ShouldContain("params.code: expected a whole number from 400 to 599.");

        (await PostAsync(client, "/_faults/panel/on/status", ("code", "503"), ("route", "/panier"), ("for", "1m"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.CodeAsync("/panier")).ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await TextAsync(await client.GetAsync("/_faults", BrokenShop.Token))).ShouldContain("1 en cours");

        (await PostAsync(client, "/_faults/panel/off", ("name", "status"))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await shop.CodeAsync("/panier")).ShouldBe(HttpStatusCode.OK);

        (await PostAsync(client, "/_faults/panel/leave")).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        (await client.GetAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Form_WrongKey_StaysOutside()
    {
        using var client = Browser(out _);

        (await PostAsync(client, "/_faults/panel/enter", ("key", "wrong"))).StatusCode.ShouldBe(HttpStatusCode.Forbidden);

        (await client.GetAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(client, "/_faults/panel/on/hang", ("for", "1m"))).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await PostAsync(client, "/_faults/panel/off")).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("/_faults/panel/enter")]
    [InlineData("/_faults/panel/on/hang")]
    [InlineData("/_faults/panel/off")]
    [InlineData("/_faults/panel/leave")]
    public async Task Form_WithoutItsToken_Is400(string action)
    {
        using var client = Browser(out _);
        (await PostAsync(client, "/_faults/panel/enter", ("key", BrokenShop.OperatorKey))).StatusCode.ShouldBe(HttpStatusCode.SeeOther);
        using var form = new FormUrlEncodedContent([new("key", BrokenShop.OperatorKey), new("for", "1m")]);

        (await client.PostAsync(action, form, BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);

        (await shop.CodeAsync("/")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Session_DoesNotOpenTheApi()
    {
        using var client = Browser(out _);
        await PostAsync(client, "/_faults/panel/enter", ("key", BrokenShop.OperatorKey));

        (await client.DeleteAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Session_Forged_IsNone()
    {
        using var client = Browser(out var cookies);
        cookies.Add(client.BaseAddress!, new Cookie("parfumerie.pannes", "CfDJ8forged", "/_faults"));

        (await client.GetAsync("/_faults", BrokenShop.Token)).StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
    }

    private HttpClient Browser(out CookieContainer cookies)
    {
        cookies = new CookieContainer();
        var client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies }) { BaseAddress = shop.Customer.BaseAddress };
        client.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return client;
    }

    private static async Task<HttpResponseMessage> PostAsync(HttpClient client, string action, params (string Name, string Value)[] fields)
    {
        var token = FormToken.Find(await (await client.GetAsync("/_faults", BrokenShop.Token)).Content.ReadAsStringAsync(BrokenShop.Token)).ShouldNotBeNull();
        using var form = new FormUrlEncodedContent([.. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)), new("jeton", token)]);
        return await client.PostAsync(action, form, BrokenShop.Token);
    }

    private static async Task<string> TextAsync(HttpResponseMessage answer) => WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(BrokenShop.Token));
}
