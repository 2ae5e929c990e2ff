using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Parfumerie.Tests.Hosting;

namespace Parfumerie.Tests.Checkout;

/// <summary>From the home page to a paid order, on whichever database; a database's class only supplies the shop.</summary>
public abstract class OrderFlowContract(SharedShop shop)
{
    private ShopServer Shop => shop.Server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Checkout_GoodCardWithoutScript_EndsOnConfirmationAndTheWebhookMakesItPaid()
    {
        var browser = Shop.NewBrowser();
        var basket = await browser.FillBasketAsync();
        basket.CartCount.ShouldBe("1");
        var payment = await browser.PlaceOrderAsync();
        payment.Address.AbsolutePath.ShouldMatch("^/commande/[0-9a-z]{16}/paiement$");

        var thanks = await browser.PayAsync(payment);

        thanks.Status.ShouldBe(HttpStatusCode.OK);
        thanks.Address.AbsolutePath.ShouldBe($"/commande/{payment.OrderId()}/merci");
        thanks.CartCount.ShouldBe("0");
        await browser.WaitUntilPaidAsync(payment.OrderId());
        (await browser.OpenAsync("/commandes")).Html.QuerySelector("[data-status=paid]").ShouldNotBeNull();
    }

    [Fact]
    public async Task Checkout_FromScript_Answers200WithTheNextPage()
    {
        var browser = Shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();

        using var answer = await browser.PostAsync(payment, "Payer", "application/json", Customer.Card(Customer.GoodCard));

        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>(Token);
        body.GetProperty("next").GetString().ShouldBe($"/commande/{payment.OrderId()}/merci");
        body.GetProperty("id").GetString().ShouldBe(payment.OrderId());
    }

    [Fact]
    public async Task Checkout_DeclinedCard_Answers402AndTheOrderStaysPending()
    {
        var browser = Shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();

        var refused = await browser.PayAsync(payment, Customer.DeclinedCard);

        refused.Status.ShouldBe(HttpStatusCode.PaymentRequired);
        refused.Html.QuerySelector("[role=alert]")!.TextContent.ShouldBe("Votre carte a été refusée.");
        refused.Text.ShouldNotContain(Customer.DeclinedCard);
        (await browser.StatusAsync(payment.OrderId())).ShouldBe("pending");
        (await browser.PayAsync(refused)).Heading.ShouldBe("Merci");
        await browser.WaitUntilPaidAsync(payment.OrderId());
    }

    [Fact]
    public async Task Checkout_PaidTwice_IsChargedOnce()
    {
        var browser = Shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();

        var answers = await Task.WhenAll(browser.PayAsync(payment), browser.PayAsync(payment));

        answers.ShouldAllBe(answer => answer.Heading == "Merci");
        using var stripe = Shop.NewStripe();
        var events = await stripe.GetFromJsonAsync<JsonElement>("/v1/events?type=payment_intent.succeeded&limit=100", Token);
        events.GetProperty("data").EnumerateArray()
            .Count(one => one.GetProperty("data").GetProperty("object").GetProperty("metadata").GetProperty("order_id").GetString() == payment.OrderId())
            .ShouldBe(1);
    }

    [Theory]
    [InlineData("1234567890123", "12/34", "123", HttpStatusCode.PaymentRequired)]
    [InlineData("4242", "12/34", "123", HttpStatusCode.UnprocessableEntity)]
    [InlineData("4242424242424242", "13/34", "123", HttpStatusCode.UnprocessableEntity)]
    [InlineData("4242424242424242", "12/20", "123", HttpStatusCode.PaymentRequired)]
    [InlineData("4242424242424242", "12/34", "12", HttpStatusCode.UnprocessableEntity)]
    public async Task Checkout_BadCard_SaysSo(string number, string expiry, string cvc, HttpStatusCode expected)
    {
        var browser = Shop.NewBrowser();
        var payment = await browser.PlaceOrderAsync();

        var answer = await browser.SubmitAsync(payment, "Payer", ("Numéro de carte", number), ("Expiration", expiry), ("Cryptogramme", cvc));

        answer.Status.ShouldBe(expected);
        answer.Html.QuerySelector("[role=alert]")!.HasAttribute("hidden").ShouldBeFalse();
    }

    [Fact]
    public async Task Address_MissingFields_AreNamedAndNothingIsLost()
    {
        var browser = Shop.NewBrowser();
        var address = await browser.ClickAsync(await browser.FillBasketAsync(), "Commander");

        var answer = await browser.SubmitAsync(address, "Continuer vers le paiement", ("E-mail", "camille"), ("Nom", "Camille <b>"));

        answer.Status.ShouldBe(HttpStatusCode.UnprocessableEntity);
        answer.Html.QuerySelectorAll(".field-error").Select(error => error.Id)
            .ShouldBe(["email-error", "address-error", "postcode-error", "city-error"]);
        answer.Html.QuerySelector("#name")!.GetAttribute("value").ShouldBe("Camille <b>");
    }

    [Fact]
    public async Task Basket_QuantitiesAndRemoval_AddUp()
    {
        var browser = Shop.NewBrowser();
        await browser.FillBasketAsync();
        var two = await browser.FillBasketAsync();
        two.CartCount.ShouldBe("2");
        two.Html.QuerySelectorAll(".line").Length.ShouldBe(1);

        (await browser.SubmitAsync(two, "Retirer")).CartCount.ShouldBe("0");
    }

    [Fact]
    public async Task Account_RegisterOrderLogOutLogIn_ShowsTheOrderAgain()
    {
        var email = $"{Guid.NewGuid():N}@example.test";
        var browser = Shop.NewBrowser();
        var register = await browser.OpenAsync("/inscription");
        var account = await browser.SubmitAsync(
            register, "Créer mon compte", ("Nom", "Anne"), ("E-mail", email.ToUpperInvariant()), ("Mot de passe", "correct horse"));
        account.Heading.ShouldBe("Mes commandes");
        var payment = await browser.PlaceOrderAsync();
        await browser.PayAsync(payment);
        await browser.SubmitAsync(await browser.OpenAsync("/commandes"), "Se déconnecter");
        (await browser.OpenAsync("/commandes")).Text.ShouldNotContain(payment.OrderId());

        var again = Shop.NewBrowser();
        var orders = await again.SubmitAsync(await again.OpenAsync("/connexion"), "Entrer", ("E-mail", email), ("Mot de passe", "correct horse"));

        orders.Text.ShouldContain(payment.OrderId());
    }

    [Theory]
    [InlineData("neroli", "Néroli des Ruelles")]
    [InlineData("SAFRAN", "Cuir de Bohème")]
    [InlineData("rose encre", "Rose d’Encre")]
    [InlineData("sandalwood", "Santal Vermeil")]
    public async Task Search_AnyCaseAndAccents_Finds(string query, string name) =>
        (await Shop.NewBrowser().OpenAsync("/recherche?q=" + Uri.EscapeDataString(query)))
            .Html.QuerySelectorAll(".card-name").Select(card => card.TextContent).ShouldContain(name);

    [Theory]
    [InlineData("%")]
    [InlineData("_")]
    [InlineData("' OR 1=1 --")]
    [InlineData("\\")]
    public async Task Search_Wildcards_AreLiteral(string query)
    {
        var page = await Shop.NewBrowser().OpenAsync("/recherche?q=" + Uri.EscapeDataString(query));

        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.QuerySelectorAll(".card").ShouldBeEmpty();
    }

    [Fact]
    public async Task Health_DatabaseOpen_IsOk() =>
        (await Shop.NewBrowser().Http.GetStringAsync("/api/health", Token)).ShouldBe("""{"status":"ok","database":"ok"}""");

    [Fact]
    public async Task TestOrder_OfARun_IsSeenByThatRunOnlyAndRemovedByIt()
    {
        var (run, other) = (ShopServer.NewRun(), ShopServer.NewRun());
        var probe = Shop.NewBrowser(run);
        var order = (await probe.PlaceOrderAsync()).OrderId();
        // Neither cookie nor header; another run's header; the run's header without the cookie.
        (await StatusAsync(Shop.NewBrowser(), order)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(Shop.NewBrowser(other), order)).ShouldBe(HttpStatusCode.NotFound);
        (await StatusAsync(Shop.NewBrowser(run), order)).ShouldBe(HttpStatusCode.OK);
        (await Shop.NewBrowser(other).Http.DeleteAsync($"/api/test-orders/{run}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await Shop.NewBrowser().Http.DeleteAsync($"/api/test-orders/{run}", Token)).StatusCode.ShouldBe(HttpStatusCode.NotFound);

        (await Shop.NewBrowser(run).Http.DeleteAsync($"/api/test-orders/{run}", Token)).StatusCode.ShouldBe(HttpStatusCode.NoContent);

        (await StatusAsync(Shop.NewBrowser(run), order)).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Statistics_TestOrders_DoNotCount()
    {
        var before = await StatisticsAsync();

        await Shop.NewBrowser(ShopServer.NewRun()).PlaceOrderAsync();

        (await StatisticsAsync()).GetProperty("products").GetInt64().ShouldBe(14);
        // Other tests of this class place real orders at no other time: a class runs its tests one by one.
        (await StatisticsAsync()).GetProperty("orders").GetInt64().ShouldBe(before.GetProperty("orders").GetInt64());
    }

    private static async Task<HttpStatusCode> StatusAsync(Browser browser, string order) =>
        (await browser.Http.GetAsync($"/api/orders/{order}")).StatusCode;

    private async Task<JsonElement> StatisticsAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/statistics");
        request.Headers.Add("Authorization", "Bearer " + ShopServer.OperatorKey);
        return await (await Shop.NewBrowser().Http.SendAsync(request)).Content.ReadFromJsonAsync<JsonElement>();
    }
}
