using Microsoft.Playwright;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>What all verbs on an element share: the wait, and words for the reason why it could not be used.</summary>
internal static class ElementAct
{
    /// <summary>Playwright's log of what it waited for, and the code of our words for it.</summary>
    private static readonly (string Log, string Code)[] Obstacles =
    [
        ("intercepts pointer events", "covered"),
        ("element is not enabled", "never-enabled"),
        ("element is not visible", "never-visible"),
        ("element is not stable", "never-still"),
        ("element is not editable", "never-editable"),
        ("did not find some options", "no-option"),
        ("outside of the viewport", "outside"),
        ("detached from the DOM", "replaced"),
    ];

    /// <param name="isSecret">What it is filled with is covered in pictures.</param>
    public static Act Create(string verb, Target target, Func<ILocator, StepContext, Task> useAsync, bool isSecret = false) =>
        new($"{verb} {target.Phrase}", context => RunAsync(context, target, useAsync, isSecret)) { Target = target };

    private static async Task<StepFault?> RunAsync(StepContext context, Target target, Func<ILocator, StepContext, Task> useAsync, bool isSecret)
    {
        try
        {
            var use = ChooseAndUseAsync(context, target, useAsync, isSecret);
            var first = await context.Deadline.OfTimedAsync(Task.WhenAny(use, context.BrokenPage));
            if (first != use)
            {
                return context.BrokenPageFault();
            }

            await use;
            return null;
        }
        catch (TimeoutException e) when (!context.RunIsOver)
        {
            return new(Reasons.StepFailed, await ExplainAsync(target, context, e));
        }
        catch (PlaywrightException e) when (e.Message.Contains("strict mode violation", StringComparison.Ordinal))
        {
            return new(Reasons.StepFailed, Saying.Of("several", target.Words));
        }
        catch (PlaywrightException e) when (Obstacle(e.Message) is { } obstacle)
        {
            return new(Reasons.StepFailed, Saying.Of("beside", target.Words, obstacle));
        }
    }

    private static async Task ChooseAndUseAsync(StepContext context, Target target, Func<ILocator, StepContext, Task> useAsync, bool isSecret)
    {
        var element = await target.ChooseAsync(context);
        if (isSecret)
        {
            context.Session.Covered.Add(element);
        }

        await useAsync(element, context);
    }

    private static async Task<Saying> ExplainAsync(Target target, StepContext context, TimeoutException e)
    {
        if (Obstacle(e.Message) is { } obstacle)
        {
            return Within(obstacle);
        }

        var look = context.Look();
        try
        {
            return await look.OfAsync(target.On(context).CountAsync()) == 0
                ? await ClosestMatch.HintAsync(Within(Sight.NotFound), target, context)
                : Within(Saying.Of("unusable"));
        }
        catch (Exception error) when (error is TimeoutException or PlaywrightException)
        {
            return Within(Saying.Of("unreached"));
        }

        Saying Within(Saying what) => Saying.Of("within", Saying.Of("beside", target.Words, what), context.Seconds);
    }

    private static Saying? Obstacle(string log) => Obstacles
        .Select(obstacle => (At: log.LastIndexOf(obstacle.Log, StringComparison.Ordinal), obstacle.Code))
        .Where(obstacle => obstacle.At >= 0)
        .OrderByDescending(obstacle => obstacle.At)
        .Select(obstacle => Saying.Of(obstacle.Code))
        .FirstOrDefault();
}
