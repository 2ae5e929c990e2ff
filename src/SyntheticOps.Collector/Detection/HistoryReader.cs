using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Detection;

/// <summary>Collects the facts about one check from the store, bounded.</summary>
internal sealed class HistoryReader(ITelemetryReader telemetry)
{
    /// <summary>Runs beyond those that confirm, so that neutral ones in between do not hide a row.</summary>
    private const int Spare = 10;

    private const int MaxSpans = 2000;

    /// <param name="latest">The newest run of every check and location.</param>
    public async Task<CheckHistory> ReadAsync(
        SyntheticsConfiguration configuration, CheckDefinition check, IReadOnlyList<RunRecord> latest, HistoryContext context, CancellationToken token)
    {
        var site = configuration.Sites[check.Site];
        var runs = new Dictionary<string, IReadOnlyList<RunFacts>>();
        foreach (var location in site.Locations)
        {
            var page = await telemetry.FindRunsAsync(
                new RunQuery
                {
                    Site = check.Site,
                    Check = check.Name,
                    Location = location,
                    // A probe whose clock runs ahead by more than a minute does not decide what is newest.
                    To = context.Now.AddMinutes(1),
                    Limit = Math.Max(check.Confirm.Failures, check.Confirm.Successes) + Spare,
                },
                token);
            runs[location] = await AddStepsAsync(check, page.Items, token);
        }

        return new CheckHistory
        {
            Check = check,
            Site = site,
            Now = context.Now,
            WatchingSince = context.WatchingSince,
            Runs = runs,
            Neighbours = [.. latest.Where(run => run.Site == check.Site && run.Check != check.Name && IsRecent(run, configuration, context.Now))],
            Everywhere = latest,
            Open = context.Open,
        };
    }

    /// <summary>Steps are read only where they matter: the newest runs that have steps, while they are not well.</summary>
    private async Task<IReadOnlyList<RunFacts>> AddStepsAsync(CheckDefinition check, IReadOnlyList<RunRecord> runs, CancellationToken token)
    {
        var facts = new List<RunFacts>(runs.Count);
        var counted = runs.Where(run => run.Trigger != "ci").ToList();
        foreach (var run in counted)
        {
            var wanted = (check.Type == "journey" || run.FailedStep is not null) && facts.Count < check.Confirm.Failures
                && (run.Outcome == Outcome.Down || run.Reason == Reasons.TooSlow);
            facts.Add(new RunFacts(run, wanted ? Steps(await telemetry.GetTraceAsync(run.RunId, MaxSpans, token)) : []));
        }

        return facts;
    }

    private static StepFact[] Steps(IReadOnlyList<SpanRecord> spans) =>
    [
        .. spans.Where(span => span.Name == SyntheticTelemetry.Spans.Step)
            .Select(span => new StepFact(
                span.Attributes.Integer(SyntheticTelemetry.Attributes.StepIndex) ?? 0,
                span.Attributes.Text(SyntheticTelemetry.Attributes.StepName) ?? "",
                Wire.ParseOutcome(span.Attributes.Text(SyntheticTelemetry.Attributes.StepOutcome)),
                span.Attributes.Text(SyntheticTelemetry.Attributes.StepReason),
                span.Duration))
            .OrderBy(step => step.Index),
    ];

    /// <summary>Whether it says how the site is just now; jobs and other people's status pages do not.</summary>
    private static bool IsRecent(RunRecord run, SyntheticsConfiguration configuration, DateTimeOffset now) =>
        configuration.Checks.TryGetValue(run.Check, out var other) && other is { Heartbeat: null, Type: not "provider" } && run.EndedAt >= now - other.SilentAfter;
}

/// <summary>The moment, and what the check already feeds.</summary>
internal sealed record HistoryContext(DateTimeOffset Now, DateTimeOffset WatchingSince, IReadOnlyList<Feed> Open);
