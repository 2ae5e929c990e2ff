using Microsoft.Playwright;
using SyntheticOps.Checks.Words;
using SyntheticOps.Journeys;
using SyntheticOps.Prober.Journeys.Running;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Coded;

/// <summary>Says what an exception of a journey's code means.</summary>
internal static class CodeFault
{
    private const string Waiting = "waiting for ";

    /// <summary>Whether the exception tells more than the step itself would.</summary>
    public static bool Explains(Exception e, StepContext context) => e switch
    {
        StepFailedException => false,
        TimeoutException => !context.RunIsOver && WaitedFor(e) is not null && !context.BrokenPage.IsCompleted,
        PlaywrightException => IsAssertion(e),
        OperationCanceledException => !context.RunIsOver,
        _ => true,
    };

    public static StepFault Of(Exception e, StepContext context) => e switch
    {
        JourneyFailedException => new(Reasons.AssertionFailed, Saying.Text(context.Redact(e.Message.TrimEnd('.')))),
        TimeoutException or OperationCanceledException when context.RunIsOver =>
            new(Reasons.Timeout, Saying.Of("run-over", Saying.Seconds(context.Session.RunLimit))),
        TimeoutException when WaitedFor(e) is { } what => new(Reasons.StepFailed, Saying.Of("in-vain", context.Redact(what), context.Seconds)),
        TimeoutException => new(Reasons.Timeout, Saying.Of("it-not-done", context.Seconds)),
        PlaywrightException when IsAssertion(e) => new(Reasons.AssertionFailed, Saying.Text(context.Redact(OneLine(e.Message)))),
        PlaywrightException => new(Reasons.StepFailed, Saying.Text(context.Redact(OneLine(e.Message)))),
        _ => new(Reasons.ProbeError, Saying.Of("own-code", e.GetType().Name, context.Quote(e.Message))),
    };

    private static bool IsAssertion(Exception e) => e.Message.StartsWith("Locator expected", StringComparison.Ordinal) || e.Message.StartsWith("Page ", StringComparison.Ordinal);

    /// <summary>`GetByRole(AriaRole.Button, …)` of Playwright's call log.</summary>
    private static string? WaitedFor(Exception e)
    {
        var line = e.Message.Split('\n').FirstOrDefault(line => line.Contains(Waiting, StringComparison.Ordinal));
        return line?[(line.IndexOf(Waiting, StringComparison.Ordinal) + Waiting.Length)..].Trim();
    }

    private static string OneLine(string message) =>
        string.Join(' ', message.Split('\n').TakeWhile(line => !line.StartsWith("Call log", StringComparison.Ordinal)).Select(line => line.Trim())).TrimEnd('.', ' ');
}
