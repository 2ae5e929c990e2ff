using Microsoft.Playwright;
using SyntheticOps.Prober.Journeys.Reading;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Acts;

/// <summary>What all verbs on an element share: the wait, and words for the reason why it could not be used.</summary>
internal static class ElementAct
{
    /// <summary>Playwright's log of what it waited for, and how a person says it.</summary>
    private static readonly (string Log, string Words)[] Obstacles =
    [
        ("intercepts pointer events", "was covered by another element"),
        ("element is not enabled", "never became enabled"),
        ("element is not visible", "never became visible"),
        ("element is not stable", "never stopped moving"),
        ("element is not editable", "never became editable"),
        ("did not find some options", "does not have that option"),
        ("outside of the viewport", "stayed outside of the window"),
        ("detached from the DOM", "kept being replaced"),
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
            return new(Reasons.StepFailed, $"{target.Phrase} {await ExplainAsync(target, context, e)}");
        }
        catch (PlaywrightException e) when (e.Message.Contains("strict mode violation", StringComparison.Ordinal))
        {
            return new(Reasons.StepFailed, $"{target.Phrase} stands for several elements; 'within' or 'nth' says which");
        }
        catch (PlaywrightException e) when (Obstacle(e.Message) is { } obstacle)
        {
            return new(Reasons.StepFailed, $"{target.Phrase} {obstacle}");
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

    private static async Task<string> ExplainAsync(Target target, StepContext context, TimeoutException e)
    {
        if (Obstacle(e.Message) is { } obstacle)
        {
            return $"{obstacle} within {context.Seconds}";
        }

        var look = context.Look();
        try
        {
            return await look.OfAsync(target.On(context).CountAsync()) == 0
                ? $"{Sight.NotFound} within {context.Seconds}{await ClosestMatch.HintAsync(target, context)}"
                : $"could not be used within {context.Seconds}";
        }
        catch (Exception error) when (error is TimeoutException or PlaywrightException)
        {
            return $"was not reached, because the page does not respond, within {context.Seconds}";
        }
    }

    private static string? Obstacle(string log) => Obstacles
        .Select(obstacle => (At: log.LastIndexOf(obstacle.Log, StringComparison.Ordinal), obstacle.Words))
        .Where(obstacle => obstacle.At >= 0)
        .OrderByDescending(obstacle => obstacle.At)
        .FirstOrDefault().Words;
}
