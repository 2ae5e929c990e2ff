using System.Globalization;
using SyntheticOps.Checks;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Prober.Journeys.Running;

/// <summary>Judges a run. Pure.</summary>
internal static class JourneyVerdict
{
    private const int MaximumBlocked = 20;
    private const double AboutTheSame = 0.85;

    /// <summary>Faults of ours, which say nothing about the target.</summary>
    private static readonly string[] Ours = [Reasons.BrowserLost, Reasons.ResourceLimit, Reasons.BlockedByPolicy, Reasons.ProbeError, Reasons.NoBrowser, Reasons.Aborted, Reasons.ResolverError];

    public static Outcome OutcomeOf(string reason) => Ours.Contains(reason) ? Outcome.Unknown : Outcome.Down;

    public static CheckResult Judge(JourneyReport report, Budget budget)
    {
        var slow = SlowSteps(report, budget);
        List<Finding> findings = [.. slow, .. Skipped(report), .. Undone(report), .. Blocked(report), .. report.Seen];
        if (report.Steps.FirstOrDefault(step => step.IsFatal) is { } failed)
        {
            return failed.Fault!.Reason == Reasons.Timeout && slow.Count > 0 ? TooSlowToEnd(report, failed, findings) : Failed(failed, findings);
        }

        var overTotal = budget.Total is { } total && report.Total > total;
        if (slow.Count == 0 && !overTotal)
        {
            return report.Seen.FirstOrDefault(finding => finding.Code is "page-weight-over") is { } heavy
                ? CheckResult.Degraded(Reasons.Finding, Cut(heavy.Text), [.. findings])
                : CheckResult.Up([.. findings]);
        }

        var slowest = Slowest(report, slow);
        return CheckResult.Degraded(Reasons.TooSlow, Cut(slow.FirstOrDefault(finding => finding.Subject == slowest)?.Text
            ?? $"The journey took {Seconds(report.Total)}, more than {Seconds(budget.Total!.Value)}; its slowest step was '{slowest}'."), [.. Marked(findings, slow, slowest, report)])
            with
        { FailedStep = slowest };
    }

    private static CheckResult Failed(StepReport failed, List<Finding> findings)
    {
        var message = Cut($"Step {failed.Index} '{failed.Name}': {failed.Fault!.Text}.");
        return new CheckResult
        {
            Outcome = failed.Outcome,
            Reason = failed.Fault.Reason,
            Message = message,
            FailedStep = failed.Name,
            Findings = [Of("step-failed", Severity.Error, failed.Name, Placed(message, failed), failed.Fault.Text, failed.Place?.ToString() ?? ""), .. findings],
        };
    }

    /// <summary>Every page was answered, but so late that the time was over: slowness is the cause, not the step that came too late.</summary>
    private static CheckResult TooSlowToEnd(JourneyReport report, StepReport failed, List<Finding> findings)
    {
        var slowest = Slowest(report, findings);
        var why = findings.Find(finding => finding.Subject == slowest)!.Text.TrimEnd('.');
        return CheckResult.Down(Reasons.TooSlow, Cut($"{why}; step {failed.Index} '{failed.Name}' was not done: {failed.Fault!.Text}."), [.. findings])
            with
        { FailedStep = slowest };
    }

    /// <summary>The step to look at: the slowest of those over a limit, else the longest. Of equally slow ones the first, so that it stays the same.</summary>
    private static string Slowest(JourneyReport report, List<Finding> slow)
    {
        var over = report.Steps.Where(step => slow.Exists(finding => finding.Subject == step.Name && finding.Code.EndsWith("-slow", StringComparison.Ordinal))).ToList();
        Func<StepReport, TimeSpan> length = over.Count == 0 ? step => step.Duration : step => step.Page ?? TimeSpan.Zero;
        var steps = over.Count == 0 ? report.Steps : over;
        var most = steps.Max(length);
        return steps.First(step => length(step) >= most * AboutTheSame).Name;
    }

    /// <summary>A total over its limit names a step as well.</summary>
    private static IEnumerable<Finding> Marked(List<Finding> findings, List<Finding> slow, string slowest, JourneyReport report)
    {
        var step = report.Steps.First(step => step.Name == slowest);
        return slow.Count > 0
            ? findings
            : findings.Prepend(Of("step-slow", Severity.Warning, slowest, $"Step {step.Index} '{slowest}' took {Seconds(step.Duration)}.", Number(step.Duration)));
    }

    private static List<Finding> SlowSteps(JourneyReport report, Budget budget) =>
    [
        .. from step in report.Steps
           where budget.Page is { } limit && step.Page > limit
           select Of(
               "step-slow",
               Severity.Warning,
               step.Name,
               $"Step {step.Index} '{step.Name}': a page took {Seconds(step.Page!.Value)}, more than {Seconds(budget.Page!.Value)}.",
               Number(step.Page!.Value),
               Number(budget.Page!.Value)),
        .. from step in report.Steps
           where step.Duration > step.Budget
           select Of(
               "step-slow",
               Severity.Warning,
               step.Name,
               $"Step {step.Index} '{step.Name}' took {Seconds(step.Duration)}, more than {Seconds(step.Budget!.Value)}.",
               Number(step.Duration),
               Number(step.Budget!.Value)),
        .. from step in report.Steps
           from words in step.SlowVitals
           select Of("vital-slow", Severity.Warning, step.Name, $"Step {step.Index} '{step.Name}': {words}.", words),
    ];

    private static IEnumerable<Finding> Skipped(JourneyReport report) => report.Steps.Where(step => step.Fault is not null && step.IsOptional).Select(step =>
        Of("optional-step-failed", Severity.Warning, step.Name, Placed($"The optional step {step.Index} '{step.Name}' did not work: {step.Fault!.Text}.", step), step.Fault.Text));

    /// <summary>`… (checkout.yaml(24,9))`: where to look.</summary>
    private static string Placed(string text, StepReport step) => Cut(step.Place is { } place ? $"{text} ({place})" : text);

    private static IEnumerable<Finding> Undone(JourneyReport report) => report.LeftUndone.Select(step =>
        Of("finally-failed", Severity.Warning, step.Name, Cut($"The final step '{step.Name}' did not work: {step.Fault!.Text}."), step.Fault.Text));

    private static IEnumerable<Finding> Blocked(JourneyReport report) => report.Blocked.Take(MaximumBlocked).Select(host =>
        Of("request-blocked", Severity.Info, host, $"The page asked for {host}, which the probe may not reach."));

    private static Finding Of(string code, Severity severity, string subject, string text, params string[] args) =>
        new(code, severity, FindingKind.State, subject, args, text);

    private static string Cut(string text) => text.Length > SyntheticTelemetry.MaxMessageLength ? text[..(SyntheticTelemetry.MaxMessageLength - 1)] + "…" : text;

    private static string Seconds(TimeSpan span) => StepContext.Words(span);

    private static string Number(TimeSpan span) => span.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture);
}
