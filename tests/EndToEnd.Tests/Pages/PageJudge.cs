using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace EndToEnd.Tests.Pages;

/// <summary>Looks at pages as a reader does: light and dark, on a desk and on a phone.</summary>
internal sealed class PageJudge(IBrowser browser, string? storageState)
{
    private const int PhoneWidth = 390;

    /// <summary>The other rules find in the dark what they find in the light.</summary>
    private static readonly AxeRunOptions Colours = new() { RunOnly = new RunOnlyOptions { Type = "rule", Values = ["color-contrast", "link-in-text-block"] } };

    /// <summary>All that is wrong: axe-core's violations, console errors, breaches of the content policy, sideways scrolling.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(IReadOnlyList<PageAddress> pages)
    {
        var faults = new List<string>();
        foreach (var theme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var context = await browser.NewContextAsync(new BrowserNewContextOptions
            {
                ColorScheme = theme,
                StorageState = storageState,
                ViewportSize = new ViewportSize { Width = 1280, Height = 900 },
                ReducedMotion = ReducedMotion.Reduce,
            });
            await context.AddInitScriptAsync("document.addEventListener('securitypolicyviolation', e => console.error('policy: ' + e.violatedDirective + ' ' + e.blockedURI))");
            foreach (var page in pages)
            {
                faults.AddRange((await FaultsAsync(context, page, theme == ColorScheme.Light ? new AxeRunOptions() : Colours)).Select(fault => $"{page.Url.PathAndQuery} ({theme}): {fault}"));
            }
        }

        return faults;
    }

    private static async Task<IEnumerable<string>> FaultsAsync(IBrowserContext context, PageAddress address, AxeRunOptions rules)
    {
        var faults = new List<string>();
        var page = await context.NewPageAsync();
        page.Console += (_, message) =>
        {
            // The browser reports the expected status of the page itself as an error.
            if (message.Type == "error" && !(address.Status >= 400 && message.Text.Contains($"status of {address.Status} ", StringComparison.Ordinal)))
            {
                faults.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => faults.Add($"script: {error}");
        var response = await page.GotoAsync(address.Url.ToString(), new PageGotoOptions { WaitUntil = WaitUntilState.Load, Timeout = 60_000 });
        if (response?.Status != address.Status || new Uri(page.Url).AbsolutePath != address.Url.AbsolutePath)
        {
            faults.Add($"status {response?.Status} at {page.Url}, expected {address.Status}");
        }

        faults.AddRange((await page.RunAxe(rules)).Violations.Select(Describe));
        await page.SetViewportSizeAsync(PhoneWidth, 844);
        var width = await page.EvaluateAsync<int>("Math.max(document.documentElement.scrollWidth, document.body.scrollWidth)");
        if (width > PhoneWidth)
        {
            faults.Add($"{width} px wide on a phone of {PhoneWidth}");
        }

        await page.CloseAsync();
        return faults;
    }

    private static string Describe(AxeResultItem violation) =>
        $"axe {violation.Id}: {string.Join(" | ", violation.Nodes.Take(3).Select(node => node.Html))}";
}

/// <summary>A page and the status it must answer with.</summary>
internal sealed record PageAddress(Uri Url, int Status = 200);
