using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>How an element is found, as Playwright's own locators do.</summary>
/// <param name="Kind">role, label, placeholder, text, test-id or css.</param>
/// <param name="Value">The role, label, text or selector.</param>
/// <param name="Name">Accessible name, for a role.</param>
/// <param name="Within">Look only inside that element.</param>
/// <param name="Nth">Which of several, 1 for the first, -1 for the last.</param>
internal sealed record Target(string Kind, Template Value, Template? Name, Target? Within, int? Nth)
{
    /// <summary>`button 'Payer'`, as written.</summary>
    public string Phrase => Kind switch
    {
        "role" => Name is null ? Value.Text : $"{Value.Text} '{Name.Text}'",
        "label" => $"field '{Value.Text}'",
        "placeholder" => $"field with placeholder '{Value.Text}'",
        "text" => $"text '{Value.Text}'",
        "test-id" => $"element with test id '{Value.Text}'",
        _ => $"element '{Value.Text}'",
    };

    public ILocator On(StepContext context)
    {
        var value = context.Resolve(Value);
        var root = Within?.On(context);
        var found = Kind switch
        {
            "role" => ByRole(context, root, Roles.All[value]),
            "label" => root?.GetByLabel(value) ?? context.Page.GetByLabel(value),
            "placeholder" => root?.GetByPlaceholder(value) ?? context.Page.GetByPlaceholder(value),
            "text" => root?.GetByText(value) ?? context.Page.GetByText(value),
            "test-id" => root?.GetByTestId(value) ?? context.Page.GetByTestId(value),
            _ => root?.Locator($"css={value}") ?? context.Page.Locator($"css={value}"),
        };
        return Nth is { } nth ? found.Nth(nth > 0 ? nth - 1 : nth) : found;
    }

    private ILocator ByRole(StepContext context, ILocator? root, AriaRole role)
    {
        var name = Name is null ? null : context.Resolve(Name);
        return root?.GetByRole(role, new() { Name = name }) ?? context.Page.GetByRole(role, new() { Name = name });
    }
}
