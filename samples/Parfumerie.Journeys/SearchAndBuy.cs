using System.Text.Json;
using Microsoft.Playwright;
using SyntheticOps.Journeys;

namespace Parfumerie.Journeys;

/// <summary>
/// A customer searches for a perfume, compares what the page and the API say of its price, and buys it. In synthetics.yaml:
/// `journey: {assembly: artifacts/bin/Parfumerie.Journeys/debug/Parfumerie.Journeys.dll, variables: {card: {secret: "${TEST_CARD}"}}}`.
/// </summary>
public sealed class SearchAndBuy : IJourney
{
    private string _price = "";

    public async Task RunAsync(IJourneyRun run, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(run);
        var page = run.Page;
        await run.StepAsync("search", async () =>
        {
            await page.GotoAsync("/");
            await page.GetByRole(AriaRole.Searchbox).FillAsync("ambre");
            await page.Keyboard.PressAsync("Enter");
            await page.GetByRole(AriaRole.Link, new() { Name = "Ambre Nuit" }).ClickAsync();
            _price = Digits(await page.Locator(".product-price").InnerTextAsync());
        });
        await run.StepAsync("price", () => ComparePriceAsync(run));
        await run.StepAsync("basket", async () =>
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Ajouter au panier" }).ClickAsync();
            await Assertions.Expect(page.GetByTestId("cart-count")).ToHaveTextAsync("1");
            await page.GetByRole(AriaRole.Link, new() { Name = "Commander" }).ClickAsync();
        });
        await run.StepAsync("address", () => FillAddressAsync(run));
        await run.StepAsync("pay", () => PayAsync(run), new() { IsSecret = true, Budget = TimeSpan.FromSeconds(10) });
    }

    public async Task FinallyAsync(IJourneyRun run, CancellationToken token)
    {
        ArgumentNullException.ThrowIfNull(run);
        await run.StepAsync("clean up", () => run.RequestAsync("DELETE", $"/api/test-orders/{run.RunId}"));
    }

    /// <summary>What no file can say: two sources that must agree.</summary>
    private async Task ComparePriceAsync(IJourneyRun run)
    {
        var answer = await run.RequestAsync("GET", "/api/products");
        using var document = JsonDocument.Parse(answer.Body);
        var product = document.RootElement.GetProperty("products").EnumerateArray().Single(one => one.GetProperty("slug").GetString() == "ambre-nuit");
        var cents = product.GetProperty("priceCents").GetRawText();
        if (cents != _price)
        {
            throw new JourneyFailedException($"the API's price is {cents} cents, the page's {_price}");
        }
    }

    private static async Task FillAddressAsync(IJourneyRun run)
    {
        (string Label, string Text)[] fields =
        [
            ("E-mail", $"client+{run.RunId}@example.test"), ("Nom", "Camille Martin"), ("Adresse", "12 rue de la Paix"), ("Code postal", "75002"), ("Ville", "Paris"),
        ];
        foreach (var (label, text) in fields)
        {
            await run.Page.GetByLabel(label).FillAsync(text);
        }

        await run.Page.GetByRole(AriaRole.Button, new() { Name = "Continuer vers le paiement" }).ClickAsync();
    }

    private static async Task PayAsync(IJourneyRun run)
    {
        await run.Page.GetByLabel("Numéro de carte").FillAsync(run.Variables["card"]);
        await run.Page.GetByLabel("Expiration").FillAsync("12/34");
        await run.Page.GetByLabel("Cryptogramme").FillAsync("123");
        await run.Page.GetByRole(AriaRole.Button, new() { Name = "Payer" }).ClickAsync();
        await run.Page.WaitForURLAsync("**/commande/*/merci");
    }

    private static string Digits(string text) => string.Concat(text.Split('€')[0].Where(char.IsAsciiDigit));
}
