using SyntheticOps.Prober.Journeys.Exploring;
using SyntheticOps.Prober.Tests.Support;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Tests.Journeys.Exploring;

public sealed class PageExplorerTests(BrowserFixture browser)
{
    [Fact]
    public async Task Text_OfAShop_IsAJourneyThatRuns()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();
        var explorer = new PageExplorer("/");

        var looked = await JourneyRuns.RunAsync(browser.Host, shop.Url, explorer, new RunWishes(), TestContext.Current.CancellationToken);
        looked.Result.Message.ShouldBeNull();
        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, explorer.Text, token: TestContext.Current.CancellationToken);

        ran.Result.Message.ShouldBeNull(explorer.Text);
        explorer.Text.ShouldContain("""click: {role: link, name: "Panier", exact: true}""");
        explorer.Text.ShouldContain("""#  - fill: {label: "E-mail", with: ""}""");
        explorer.Text.ShouldContain("""#  - click: {role: button, name: "Commander"}""");
    }

    [Fact]
    public async Task Text_OfAPageThatFails_IsEmpty()
    {
        BrowserFixture.SkipWithoutBrowser();
        await using var shop = await ExampleShop.StartAsync();
        var explorer = new PageExplorer("/nothing");

        var ran = await JourneyRuns.RunAsync(browser.Host, shop.Url, explorer, new RunWishes(), TestContext.Current.CancellationToken);

        ran.Result.Outcome.ShouldBe(Outcome.Down);
        explorer.Text.ShouldBeEmpty();
    }
}
