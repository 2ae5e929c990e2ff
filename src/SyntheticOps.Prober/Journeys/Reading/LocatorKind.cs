using Microsoft.Playwright;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>A way to name an element.</summary>
/// <param name="Name">The key in the journey file; a message names such an element in the words of `find.NAME`.</param>
/// <param name="Find">Playwright's own locator for a value, exact or not.</param>
internal sealed record LocatorKind(string Name, Func<SearchRoot, string, bool, ILocator> Find)
{
    public const string Role = "role";
    public const string AnyOf = "any-of";

    /// <summary>The kinds, one line each; role and any-of have keys of their own besides.</summary>
    public static IReadOnlyDictionary<string, LocatorKind> All { get; } = new LocatorKind[]
    {
        new(Role, (root, role, _) => root.Element.GetByRole(Roles.All[role])),
        new("label", (root, text, exact) => root.Element.GetByLabel(text, new() { Exact = exact })),
        new("placeholder", (root, text, exact) => root.Element.GetByPlaceholder(text, new() { Exact = exact })),
        new("text", (root, text, exact) => root.Element.GetByText(text, new() { Exact = exact })),
        new("alt", (root, text, exact) => root.Element.GetByAltText(text, new() { Exact = exact })),
        new("title", (root, text, exact) => root.Element.GetByTitle(text, new() { Exact = exact })),
        new("test-id", (root, id, _) => root.Element.GetByTestId(id)),
        new("css", (root, selector, _) => root.Find($"css={selector}")),
        new("xpath", (root, path, _) => root.Find($"xpath={path}")),
    }.ToDictionary(kind => kind.Name, StringComparer.Ordinal);
}

/// <summary>Where a locator looks.</summary>
/// <param name="Find">By a selector of CSS or XPath.</param>
/// <param name="Element">The element below which all other locators look: the root of a page or frame, or the one of `within`.</param>
internal sealed record SearchRoot(Finder Find, ILocator Element);
