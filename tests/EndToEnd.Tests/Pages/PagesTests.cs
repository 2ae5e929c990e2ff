using EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>Every page for people, in a real browser.</summary>
public sealed class PagesTests(RunningSystem system, Chromium chromium) : IClassFixture<Chromium>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Dashboard_SignedIn_HasNoFaults()
    {
        system.Require();
        var story = await system.DowntimeAsync(Token);
        var journey = await RunAsync("check_name = 'checkout' and outcome = 'up'");
        var headers = await RunAsync("check_name = 'headers'");
        var failed = await RunAsync("outcome = 'down'");
        var judge = await chromium.SignedInAsync(SignInAsync);

        var faults = await judge.FaultsAsync(
        [
            .. Of("/", "/checks", "/checks/home", "/checks/headers", "/checks/checkout", $"/runs/{journey}", $"/runs/{headers}", $"/runs/{failed}"),
            .. Of("/traces", $"/traces/{journey}", "/incidents", $"/incidents/{story.Id}", "/gateway", "/status"),
            new(Address("/nope"), 404),
        ]);

        faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task PublicPages_NotSignedIn_HaveNoFaults()
    {
        system.Require();

        (await (await chromium.GuestAsync()).FaultsAsync([.. Of("/status", "/status/parfumerie", "/login")])).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shop_HomeBasketAndFaultPanel_HaveNoFaults()
    {
        system.Require();
        var shop = system.Addresses.Customers;
        var panel = new Uri(system.Addresses.Shop, "/_faults");
        var visitor = await chromium.GuestAsync();
        var tester = await chromium.SignedInAsync(async page =>
        {
            await page.GotoAsync(panel.ToString());
            await page.Locator("input[name=key]").FillAsync(system.Addresses.OperatorKey);
            await page.Locator("form[action='/_faults/panel/enter'] button").ClickAsync();
            await page.Locator("form[action='/_faults/panel/leave']").WaitForAsync();
        });

        (await visitor.FaultsAsync([new(shop), new(new Uri(shop, "/parfums/ambre-nuit")), new(new Uri(shop, "/panier")), new(new Uri(shop, "/nope"), 404), new(panel, 401), new(new Uri(shop, "/_gateway/staff"), 403)])).ShouldBeEmpty();
        (await tester.FaultsAsync([new(panel)])).ShouldBeEmpty();
    }

    [Fact]
    public async Task RunPage_OfAJourney_ShowsItsFilm()
    {
        system.Require();
        var journey = await RunAsync("check_name = 'checkout' and outcome = 'up'");
        await using var context = await chromium.NewContextAsync();
        var page = await context.NewPageAsync();
        await SignInAsync(page);

        await page.GotoAsync(Address($"/runs/{journey}").ToString());

        var widths = await page.EvaluateAsync<int[]>("Promise.all([...document.images].map(image => { image.loading = 'eager'; return image.decode().then(() => image.naturalWidth, () => 0); }))");
        widths.Length.ShouldBeGreaterThan(1);
        widths.ShouldAllBe(width => width > 0);
    }

    private async Task SignInAsync(IPage page)
    {
        var link = (await system.Operator.PostAsync("/api/v1/login-links", new { }, Token)).GetProperty("url").GetString()!;
        await page.GotoAsync(link);
        await page.Locator("form[action='/login'] button").ClickAsync();
        await page.WaitForURLAsync(Address("/").ToString());
    }

    private async Task<string> RunAsync(string condition) =>
        (await Poll.UntilAsync($"a run with {condition}", () => system.Store.FindRunAsync(condition), Token, system.Store.Summary)).RunId;

    private IEnumerable<PageAddress> Of(params IEnumerable<string> paths) => paths.Select(path => new PageAddress(Address(path)));

    private Uri Address(string path) => new(system.Addresses.Collector, path);
}
