using System.Net.Http.Json;
using System.Text.Json;

namespace Parfumerie.Tests.Hosting;

/// <summary>Walks through the shop as journeys/checkout.yaml does.</summary>
public static class Customer
{
    public const string GoodCard = "4242 4242 4242 4242";
    public const string DeclinedCard = "4000000000000002";

    public static async Task<Page> FillBasketAsync(this Browser browser)
    {
        var home = await browser.OpenAsync("/");
        return await browser.SubmitAsync(await browser.ClickAsync(home, "Ambre Nuit"), "Ajouter au panier");
    }

    /// <returns>The payment page.</returns>
    public static async Task<Page> PlaceOrderAsync(this Browser browser)
    {
        var address = await browser.ClickAsync(await browser.FillBasketAsync(), "Commander");
        return await browser.SubmitAsync(
            address, "Continuer vers le paiement",
            ("E-mail", "camille@example.test"), ("Nom", "Camille Martin"), ("Adresse", "12 rue de la Paix"), ("Code postal", "75002"), ("Ville", "Paris"));
    }

    public static Task<Page> PayAsync(this Browser browser, Page payment, string card = GoodCard) =>
        browser.SubmitAsync(payment, "Payer", Card(card));

    public static (string Label, string Value)[] Card(string number) =>
        [("Numéro de carte", number), ("Expiration", "12/34"), ("Cryptogramme", "123")];

    public static string OrderId(this Page page) => page.Address.Segments[2].Trim('/');

    public static async Task<string> StatusAsync(this Browser browser, string order)
    {
        var answer = await browser.Http.GetFromJsonAsync<JsonElement>($"/api/orders/{order}");
        return answer.GetProperty("status").GetString()!;
    }

    public static Task WaitUntilPaidAsync(this Browser browser, string order) =>
        Until.TrueAsync(async () => await browser.StatusAsync(order) == "paid");
}
