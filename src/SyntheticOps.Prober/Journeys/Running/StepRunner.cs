using System.Diagnostics;
using System.Globalization;
using Microsoft.Playwright;
using SyntheticOps.Checks.Running;
using SyntheticOps.Checks.Words;
using SyntheticOps.Prober.Journeys.Expectations;
using SyntheticOps.Prober.Traffic;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Runs one step: acts, expectations, repetition, variables; its span, and words for what went wrong.</summary>
internal sealed class StepRunner(JourneySession session, FilmFrame film, Deadline run)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    public async Task<StepReport> RunAsync(JourneyStep step)
    {
        using var span = RunSource.Instance.StartActivity(SyntheticTelemetry.Spans.Step);
        span?.SetTag(SyntheticTelemetry.Attributes.StepIndex, step.Index)
            .SetTag(SyntheticTelemetry.Attributes.StepName, step.Name);
        session.Traffic.BeginStep(step.Index, span);
        var began = run.Clock.GetTimestamp();
        var context = new StepContext(session, step, run);
        var slow = new List<Saying>();
        var fault = await FaultOfAsync(context, slow);
        var report = new StepReport(step.Index, step.Name)
        {
            Fault = fault is null ? null : Complete(fault, context),
            Place = context.At,
            IsOptional = step.IsOptional,
            IsSkipped = context.IsSkipped,
            Budget = step.Budget,
            Duration = run.Clock.GetElapsedTime(began),
            SlowVitals = slow,
        };
        if (fault is null)
        {
            await film.FilmAsync(step, run);
        }

        report = report with { Page = session.Traffic.SlowestPage(step.Index) };
        Describe(span, report);
        return report;
    }

    private static void Describe(Activity? span, StepReport report)
    {
        span?.SetTag(SyntheticTelemetry.Attributes.StepOutcome, report.Outcome.Word());
        if (report.IsSkipped)
        {
            span?.SetTag(SyntheticTelemetry.Attributes.StepSkipped, true);
        }

        if (report.Place is { } place)
        {
            span?.SetTag(SyntheticTelemetry.Attributes.CodeFilePath, place.File)
                .SetTag(SyntheticTelemetry.Attributes.CodeLineNumber, place.Line)
                .SetTag(SyntheticTelemetry.Attributes.CodeColumnNumber, place.Column);
        }

        if (report.Fault is { } found)
        {
            span?.SetTag(SyntheticTelemetry.Attributes.StepReason, found.Reason)
                .SetTag(SyntheticTelemetry.Attributes.ErrorType, found.Reason)
                .SetTag(SyntheticTelemetry.Attributes.MessageParts, found.Words.Pack())
                .SetStatus(ActivityStatusCode.Error, found.Text);
        }
    }

    private async Task<StepFault?> FaultOfAsync(StepContext context, List<Saying> slow)
    {
        try
        {
            // A browser that was stopped looks like a page that does not respond.
            return await WorkAsync(context, slow) is { } fault ? (fault.Reason == Reasons.Timeout && session.IsLost ? Lost : fault) : null;
        }
        catch (Exception e) when (e is PlaywrightException or TimeoutException or ObjectDisposedException)
        {
            // Playwright tells of a dead page in its errors before it tells of the crash (measured).
            return session.IsLost || e is ObjectDisposedException || e.Message.Contains("crashed", StringComparison.OrdinalIgnoreCase) ? Lost : Explain(e, context);
        }
    }

    private StepFault Lost => new(session.LossReason, session.LossReason switch
    {
        Reasons.ResourceLimit => Saying.Of("browser-memory"),
        Reasons.StepFailed => Saying.Of("storm", RunTraffic.StormRequests.ToString(CultureInfo.InvariantCulture)),
        _ => Saying.Of("browser-lost"),
    });

    private static async Task<StepFault?> WorkAsync(StepContext context, List<Saying> slow)
    {
        var step = context.Step;
        if (await context.EnterAsync() is { } outside)
        {
            return outside;
        }

        if (step.IfPresent is { } presence && !await IsThereAsync(context, presence))
        {
            context.IsSkipped = true;
            return null;
        }

        await using var answers = await PageAnswers.BeginAsync(context);
        var fault = step.Repeat is { } repeat ? await RepeatAsync(context, repeat) : await ActAsync(context);
        foreach (var expectation in fault is null ? step.Expectations : [])
        {
            fault = await MeetAsync(context, expectation, slow);
            if (fault is not null)
            {
                break;
            }
        }

        foreach (var capture in fault is null ? step.Captures : [])
        {
            context.At = capture.Place ?? context.At;
            fault ??= await capture.RunAsync(context);
        }

        return fault;
    }

    private static async Task<bool> IsThereAsync(StepContext context, Presence presence)
    {
        var end = context.Deadline.Within(presence.For);
        while (true)
        {
            if ((await StateAspect.VisibleAsync(context, presence.Target)).Met)
            {
                return true;
            }

            if (end.IsOver)
            {
                return false;
            }

            await end.PauseAsync(LookEvery);
        }
    }

    private static async Task<StepFault?> ActAsync(StepContext context)
    {
        foreach (var act in context.Step.Acts)
        {
            context.At = act.Place ?? context.At;
            if (await act.RunAsync(context) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private static async Task<StepFault?> RepeatAsync(StepContext context, Repetition repeat)
    {
        var end = context.Deadline.Within(repeat.AtMost);
        StepFault? fault = null;
        for (var times = 1; ; times++)
        {
            try
            {
                fault = await ActAsync(context);
            }
            catch (TimeoutException) when (fault is not null)
            {
                return context.RunIsOver ? Late(context, fault.Words) : fault;
            }

            if (fault is null)
            {
                var sight = await repeat.Until.LookAsync(context);
                if (sight.Met)
                {
                    return null;
                }

                fault = new StepFault(Reasons.AssertionFailed, Saying.Of("beside", repeat.Until.Phrase, sight.Words));
            }

            if (context.RunIsOver || end.IsOver || times >= repeat.Times)
            {
                var bound = times >= repeat.Times
                    ? Saying.Of("times", fault.Words, times.ToString(CultureInfo.InvariantCulture))
                    : Saying.Of("within", fault.Words, Saying.Seconds(repeat.AtMost));
                return context.RunIsOver ? Late(context, fault.Words) : fault with { Words = bound };
            }

            await end.PauseAsync(repeat.Every);
        }
    }

    /// <summary>Looks until it is met, the step's time is over, or the page is known to be broken.</summary>
    internal static async Task<StepFault?> MeetAsync(StepContext context, Expectation expectation, List<Saying> slow)
    {
        context.At = expectation.Place ?? context.At;
        var sight = new Sight(false, Saying.Of("mute"));
        while (true)
        {
            try
            {
                sight = await expectation.LookAsync(context);
            }
            catch (TimeoutException)
            {
                // What was seen last is what can be told.
            }
            catch (PlaywrightException e) when (IsNavigation(e))
            {
                sight = new Sight(false, Saying.Of("kept-changing"));
            }

            if (sight.Met)
            {
                return null;
            }

            if (expectation.IsBudget && sight.Words.Code == "not-under")
            {
                slow.Add(Saying.Of("beside", expectation.Phrase, sight.Words));
                return null;
            }

            if (context.BrokenPage.IsCompleted)
            {
                return context.BrokenPageFault();
            }

            if (context.RunIsOver || context.Deadline.IsOver)
            {
                var words = Saying.Of("beside", expectation.Phrase, sight.Words);
                return context.RunIsOver
                    ? Late(context, words)
                    : new StepFault(Reasons.StepFailed, await HintAsync(Saying.Of("within", words, context.Seconds), context, expectation, sight));
            }

            await context.Deadline.PauseAsync(LookEvery);
        }
    }

    private static async Task<Saying> HintAsync(Saying words, StepContext context, Expectation expectation, Sight sight) =>
        expectation.Target is { } target && sight.Words.Code == Sight.NotFound.Code ? await ClosestMatch.HintAsync(words, target, context) : words;

    private static bool IsNavigation(PlaywrightException e) =>
        e.Message.Contains("Execution context was destroyed", StringComparison.Ordinal) || e.Message.Contains("because of a navigation", StringComparison.Ordinal);

    private static StepFault Late(StepContext context, Saying? waiting)
    {
        var over = Saying.Of("run-over", Saying.Seconds(context.Session.RunLimit));
        return new(Reasons.Timeout, waiting is null ? over : Saying.Of("and", over, waiting));
    }

    private static StepFault Explain(Exception e, StepContext context)
    {
        if (e is TimeoutException)
        {
            var waiting = context.Requests.LastOrDefault(request => request is { IsPage: true, Status: null, Error: null })?.Words.With(context.Redact);
            if (context.RunIsOver)
            {
                return Late(context, waiting);
            }

            var undone = Doing(context) is { } doing ? Saying.Of("not-done", doing, context.Seconds) : Saying.Of("it-not-done", context.Seconds);
            return new(Reasons.Timeout, waiting is null ? undone : Saying.Of("and", undone, waiting));
        }

        if (context.BrokenPage.IsCompleted)
        {
            return context.BrokenPageFault();
        }

        if (context.Requests.LastOrDefault(request => request is { IsPage: true, Status: >= 400 }) is { } refused)
        {
            return new(Reasons.ResponseStatus, refused.Words);
        }

        var failed = context.Requests.LastOrDefault(request => request is { Error: not null and not "net::ERR_ABORTED" } && (request.IsPage || request.Type == "Request"));
        if (failed is not null)
        {
            return context.Unreached(failed.Url, e.Message);
        }

        var first = context.Quote(e.Message.Split('\n', 2)[0]);
        return new(NetErrors.ReasonOf(e.Message) ?? Reasons.StepFailed, Doing(context) is { } act ? Saying.Of("did-not-work", act, first) : Saying.Of("it-did-not-work", first));
    }

    /// <summary>What the step was doing, when it does one thing.</summary>
    private static string? Doing(StepContext context) => context.Step.Acts.Count == 1 ? context.Step.Acts[0].Phrase : null;

    /// <summary>Adds the first failing request of the shop, which often says why.</summary>
    private StepFault Complete(StepFault fault, StepContext context)
    {
        var words = fault.Words.With(session.Redactor.Redact);
        var why = session.Traffic.FirstFailure(context.Step.Index)?.Words.With(session.Redactor.Redact);
        var told = why is null || fault.IsWhole || words.ToString().Contains(why.ToString(), StringComparison.Ordinal) || fault.Reason is Reasons.BrowserLost or Reasons.BlockedByPolicy;
        return fault with { Words = told ? words : Saying.Of("and", words, why!) };
    }
}
