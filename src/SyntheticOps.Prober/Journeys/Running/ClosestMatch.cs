using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Finds what a locator that finds nothing was perhaps meant to be, in the page as it is.</summary>
internal static class ClosestMatch
{
    /// <summary>Roles that a label names.</summary>
    private static readonly string[] Fields = ["textbox", "searchbox", "combobox", "checkbox", "radio", "spinbutton", "switch", "slider", "listbox"];

    private const string Attributes = """
        name => [...document.querySelectorAll(`[${name}]`)].slice(0, 500).map(element => element.getAttribute(name))
        """;

    /// <summary>`…; the closest is link 'Payer maintenant'`; the same words when nothing is near.</summary>
    public static async Task<Saying> HintAsync(Saying words, Target target, StepContext context)
    {
        var wanted = context.Resolve(target.Name ?? target.Value);
        var look = context.Look();
        try
        {
            return target.Kind.Name switch
            {
                "role" or "label" or "text" => Hint(words, target, wanted, await PageElements.ReadAsync(context.Root("body").First, look), context),
                "placeholder" or "alt" or "title" => Near(words, wanted, await AttributesAsync(context, look, target.Kind.Name), context),
                "test-id" => Near(words, wanted, await AttributesAsync(context, look, "data-testid"), context),
                _ => words,
            };
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException)
        {
            return words;
        }
    }

    /// <summary>The nearest of some texts: the same but for case, else one that holds the other, else one with few letters changed.</summary>
    internal static string? Nearest(string wanted, IReadOnlyCollection<string> texts) =>
        texts.FirstOrDefault(text => text.Equals(wanted, StringComparison.OrdinalIgnoreCase))
        ?? texts.Where(text => (wanted.Length > 1 && text.Contains(wanted, StringComparison.OrdinalIgnoreCase)) || (text.Length > 3 && wanted.Contains(text, StringComparison.OrdinalIgnoreCase)))
            .MinBy(text => Math.Abs(text.Length - wanted.Length))
        ?? NearestWord.Find(wanted, texts);

    private static Saying Hint(Saying words, Target target, string wanted, IReadOnlyList<(string Role, string Name)> elements, StepContext context)
    {
        var role = target.Name is null ? null : target.Value.Text;
        var first = elements.Where(element => role is null ? target.Kind.Name != "label" || Fields.Contains(element.Role) : element.Role == role).ToList();
        if (role is null && target.Kind.Name == "role")
        {
            return words;
        }

        foreach (var some in new[] { first, elements })
        {
            if (Nearest(wanted, [.. some.Select(element => element.Name)]) is { } name)
            {
                return Saying.Of("closest", words, Roles.Say(some.First(element => element.Name == name).Role, context.Quote(name)));
            }
        }

        return role is not null && first.Count is > 0 and <= 3
            ? Saying.Of("page-has", words, first.Select(element => Roles.Say(element.Role, context.Quote(element.Name))).Aggregate((list, next) => Saying.Of("list", list, next)))
            : words;
    }

    private static Saying Near(Saying words, string wanted, IReadOnlyCollection<string> texts, StepContext context) =>
        Nearest(wanted, texts) is { } text ? Saying.Of("closest", words, context.Quote(text)) : words;

    private static async Task<IReadOnlyCollection<string>> AttributesAsync(StepContext context, Deadline look, string name) =>
        await look.OfAsync(context.Page.EvaluateAsync<string[]>(Attributes, name));
}
