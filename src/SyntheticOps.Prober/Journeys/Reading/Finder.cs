using Microsoft.Playwright;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>Looks for a selector in a page, in a frame or below an element.</summary>
internal delegate ILocator Finder(string selector);

/// <summary>Playwright's four places to look in, as one.</summary>
internal static class Finders
{
    public static Finder Of(IPage page) => selector => page.Locator(selector);

    public static Finder Of(IFrame frame) => selector => frame.Locator(selector);

    public static Finder Of(IFrameLocator frame) => selector => frame.Locator(selector);

    public static Finder Of(ILocator element) => selector => element.Locator(selector);
}
