using Microsoft.Playwright;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Reading;

/// <summary>How an element is found, as Playwright's own locators do.</summary>
/// <param name="Kind">One of <see cref="LocatorKind.All"/>.</param>
/// <param name="Value">The role, label, text or selector.</param>
internal sealed record Target(LocatorKind Kind, Template Value)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>An alternative is looked at in at most so many places.</summary>
    private const int MaximumPlaces = 10;

    /// <summary>Accessible name, for a role.</summary>
    public Template? Name { get; init; }

    /// <summary>The whole text, in its case; otherwise a part of it, in any case.</summary>
    public bool IsExact { get; init; }

    /// <summary>Look only inside that element.</summary>
    public Target? Within { get; init; }

    /// <summary>Look only inside that frame.</summary>
    public Target? Frame { get; init; }

    /// <summary>Which of several, 1 for the first, -1 for the last.</summary>
    public int? Nth { get; init; }

    /// <summary>Other ways to the same element, when this one finds nothing.</summary>
    public IReadOnlyList<Target> Others { get; init; } = [];

    /// <summary>`button 'Payer'`, as written.</summary>
    public string Phrase => Words.ToString();

    /// <summary>The same for every language.</summary>
    public Saying Words => Name is { } name ? Roles.Say(Value.Text, Saying.Of("quoted", name.Text))
        : Kind.Name == LocatorKind.Role ? Roles.Say(Value.Text)
        : Saying.Of($"find.{Kind.Name}", Value.Text);

    /// <summary>The element, of all ways that find one.</summary>
    public ILocator On(StepContext context) => Others.Aggregate(Find(context, context.Root), (found, other) => found.Or(other.Find(context, context.Root)));

    /// <summary>The element by the first way that finds a visible one; by the first way when none does before the end.</summary>
    public async Task<ILocator> ChooseAsync(StepContext context)
    {
        if (Others.Count == 0)
        {
            return On(context);
        }

        var ways = Others.Select(other => other.Find(context, context.Root)).Prepend(Find(context, context.Root)).ToList();
        while (!context.Deadline.IsOver)
        {
            foreach (var way in ways)
            {
                var count = Math.Min(MaximumPlaces, await context.Deadline.OfAsync(way.CountAsync()));
                for (var i = 0; i < count; i++)
                {
                    if (await context.Deadline.OfAsync(way.Nth(i).IsVisibleAsync()))
                    {
                        return way.Nth(i);
                    }
                }
            }

            await context.Deadline.PauseAsync(LookEvery);
        }

        return ways[0].First;
    }

    /// <summary>The element below a page, frame or element.</summary>
    internal ILocator Find(StepContext context, Finder root)
    {
        var frame = Frame is null ? root : Finders.Of(Frame.Find(context, root).ContentFrame);
        var within = Within?.Find(context, frame);
        var search = new SearchRoot(within is null ? frame : Finders.Of(within), within ?? frame(":root"));
        var value = context.Resolve(Value);
        var found = Name is { } name
            ? search.Element.GetByRole(Roles.All[value], new() { Name = context.Resolve(name), Exact = IsExact })
            : Kind.Find(search, value, IsExact);
        return Nth is { } nth ? found.Nth(nth > 0 ? nth - 1 : nth) : found;
    }
}
