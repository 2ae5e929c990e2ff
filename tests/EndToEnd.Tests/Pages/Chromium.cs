using EndToEnd.Tests.Running;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>A browser for the tests of one class; started when it is first used.</summary>
public sealed class Chromium : IAsyncLifetime
{
    private IPlaywright? _playwright;
    private IBrowser? _browser;

    /// <summary>Somebody who is not signed in.</summary>
    internal async Task<PageJudge> GuestAsync() => new(await BrowserAsync(), null);

    internal async Task<IBrowserContext> NewContextAsync() => await (await BrowserAsync()).NewContextAsync();

    /// <summary>Somebody who has opened a login link.</summary>
    /// <param name="enter">Signs in on a new page.</param>
    internal async Task<PageJudge> SignedInAsync(Func<IPage, Task> enter)
    {
        await using var context = await (await BrowserAsync()).NewContextAsync();
        await enter(await context.NewPageAsync());
        return new PageJudge(await BrowserAsync(), await context.StorageStateAsync());
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
    }

    private async Task<IBrowser> BrowserAsync()
    {
        _playwright ??= await Playwright.CreateAsync();
        return _browser ??= await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = BrowserPath.Find(),
            Args = Environment.IsPrivilegedProcess ? ["--no-sandbox"] : [],
        });
    }
}
