using Microsoft.Playwright;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;

namespace SyntheticOps.Prober.Journeys.Expectations;

/// <summary>`{role: button, name: Payer, state: enabled}`: visible, hidden (or absent), enabled, disabled, checked, unchecked.</summary>
internal static class StateAspect
{
    /// <summary>Of more places than that, one is visible or none is.</summary>
    private const int MaximumPlaces = 20;

    public static Expectation Read(Target target, ConfigNode node)
    {
        var state = node.AsChoice("visible", "hidden", "enabled", "disabled", "checked", "unchecked");
        return new Expectation(target.Words, context => state switch
        {
            "visible" => VisibleAsync(context, target),
            "hidden" => HiddenAsync(context, target),
            "enabled" => IsAsync(context, target, element => element.IsEnabledAsync(), true, "was-enabled", "was-disabled"),
            "disabled" => IsAsync(context, target, element => element.IsEnabledAsync(), false, "was-disabled", "was-enabled"),
            "checked" => IsAsync(context, target, element => element.IsCheckedAsync(), true, "was-checked", "not-checked"),
            _ => IsAsync(context, target, element => element.IsCheckedAsync(), false, "not-checked", "was-checked"),
        });
    }

    public static async Task<Sight> VisibleAsync(StepContext context, Target target)
    {
        var element = target.On(context);
        var count = await context.Deadline.OfAsync(element.CountAsync());
        for (var i = 0; i < Math.Min(count, MaximumPlaces); i++)
        {
            if (await context.Deadline.OfAsync(element.Nth(i).IsVisibleAsync()))
            {
                return new(true, Saying.Of("was-visible"));
            }
        }

        return new(false, count == 0 ? Sight.NotFound : Saying.Of("not-visible"));
    }

    private static async Task<Sight> HiddenAsync(StepContext context, Target target)
    {
        var sight = await VisibleAsync(context, target);
        return new(!sight.Met, Saying.Of(sight.Met ? "was-visible" : "was-hidden"));
    }

    private static async Task<Sight> IsAsync(StepContext context, Target target, Func<ILocator, Task<bool>> look, bool wanted, string met, string other)
    {
        var element = target.On(context);
        if (await context.Deadline.OfAsync(element.CountAsync()) == 0)
        {
            return new(false, Sight.NotFound);
        }

        var seen = await context.Deadline.OfAsync(look(element.First));
        return new(seen == wanted, Saying.Of(seen == wanted ? met : other));
    }
}
