using System.Globalization;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Words;
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
                ? CheckResult.Degraded(Reasons.Finding, Saying.Of(heavy), [.. findings])
                : CheckResult.Up([.. findings]);
        }

        var slowest = Slowest(report, slow);
        var said = Said(slow.Find(finding => finding.Subject == slowest)) ?? Saying.Of("total-slow", Saying.Seconds(report.Total), Saying.Seconds(budget.Total!.Value), slowest);
        return CheckResult.Degraded(Reasons.TooSlow, Sentence(said), [.. Marked(findings, slow, slowest, report)]) with { FailedStep = slowest };
    }

    private static CheckResult Failed(StepReport failed, List<Finding> findings)
    {
        var said = Sentence(Saying.Of("step", Number(failed.Index), failed.Name, failed.Fault!.Words));
        var finding = Placed(said, failed).Finding("step-failed", Severity.Error, failed.Name, failed.Fault.Text, failed.Place?.ToString() ?? "");
        return CheckResult.Of(failed.Outcome, failed.Fault.Reason, said, [finding, .. findings]) with { FailedStep = failed.Name };
    }

    /// <summary>Every page was answered, but so late that the time was over: slowness is the cause, not the step that came too late.</summary>
    private static CheckResult TooSlowToEnd(JourneyReport report, StepReport failed, List<Finding> findings)
    {
        var slowest = Slowest(report, findings);
        var said = Sentence(Saying.Of("not-reached", Said(findings.Find(finding => finding.Subject == slowest))!, Number(failed.Index), failed.Name, failed.Fault!.Words));
        return CheckResult.Down(Reasons.TooSlow, said, [.. findings]) with { FailedStep = slowest };
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
            : findings.Prepend(Sentence(Saying.Of("step-took", Number(step.Index), slowest, Saying.Seconds(step.Duration))).Finding("step-slow", Severity.Warning, slowest, Number(step.Duration)));
    }

    private static List<Finding> SlowSteps(JourneyReport report, Budget budget) =>
    [
        .. from step in report.Steps
           where budget.Page is { } limit && step.Page > limit
           select Slow("page-slow", step, step.Page!.Value, budget.Page!.Value),
        .. from step in report.Steps
           where step.Duration > step.Budget
           select Slow("step-slow", step, step.Duration, step.Budget!.Value),
        .. from step in report.Steps
           from words in step.SlowVitals
           select Sentence(Saying.Of("step", Number(step.Index), step.Name, words)).Finding("vital-slow", Severity.Warning, step.Name, words.ToString()),
    ];

    private static Finding Slow(string code, StepReport step, TimeSpan took, TimeSpan limit) =>
        Sentence(Saying.Of(code, Number(step.Index), step.Name, Saying.Seconds(took), Saying.Seconds(limit))).Finding("step-slow", Severity.Warning, step.Name, Number(took), Number(limit));

    private static IEnumerable<Finding> Skipped(JourneyReport report) => report.Steps.Where(step => step.Fault is not null && step.IsOptional).Select(step =>
        Placed(Sentence(Saying.Of("optional-step", Number(step.Index), step.Name, step.Fault!.Words)), step).Finding("optional-step-failed", Severity.Warning, step.Name, step.Fault.Text));

    private static IEnumerable<Finding> Undone(JourneyReport report) => report.LeftUndone.Select(step =>
        Sentence(Saying.Of("final-step", step.Name, step.Fault!.Words)).Finding("finally-failed", Severity.Warning, step.Name, step.Fault.Text));

    private static IEnumerable<Finding> Blocked(JourneyReport report) => report.Blocked.Take(MaximumBlocked).Select(host =>
        Sentence(Saying.Of("request-blocked", host)).Finding("request-blocked", Severity.Info, host));

    /// <summary>`… (checkout.yaml(24,9))`: where to look.</summary>
    private static Saying Placed(Saying said, StepReport step) => step.Place is { } place ? Saying.Of("placed", said, place.ToString()) : said;

    private static Saying Sentence(Saying words) => Saying.Of("sentence", words);

    /// <summary>What a finding says, without its full stop; null when there is none.</summary>
    private static Saying? Said(Finding? finding) => Saying.Read(finding?.Args[^1])?.Inner;

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Number(TimeSpan span) => span.TotalSeconds.ToString("0.0##", CultureInfo.InvariantCulture);
}
