using SyntheticOps.Checks.Configuration;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Detection.Rules;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Turns what is stored about checks into signals; reads only.</summary>
internal sealed class Evaluation(
    SyntheticsConfiguration configuration, RuleSet rules, HistoryReader histories, AttackReader attacks, WebhookBook webhooks, ITelemetryReader telemetry, IStoreReader store, TimeProvider clock)
{
    /// <summary>Since when this process listens.</summary>
    private readonly DateTimeOffset _watchingSince = clock.GetUtcNow();

    /// <summary>Signals of those checks; null for every check that may have news or a timer that runs out.</summary>
    public async Task<IReadOnlyList<Signal>> EvaluateAsync(IReadOnlySet<CheckKey>? only, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var latest = await telemetry.GetLatestRunsAsync(token);
        var open = await store.ReadAsync(
            connection => IncidentRows.Tracked(connection, DateTimeOffset.MaxValue, null).Where(incident => !incident.IsResolved).ToList(), token);
        var signals = new List<Signal>();
        foreach (var check in configuration.Checks.Values.Where(check => only is null || only.Contains(new CheckKey(check.Site, check.Name))))
        {
            var context = new HistoryContext(now, _watchingSince, FeedsOf(open, check));
            signals.AddRange(rules.Evaluate(await histories.ReadAsync(configuration, check, latest, context, token)));
        }

        return only is null ? [.. signals, .. await AttacksAsync(open, now, token), .. webhooks.Read(HeldBy(WebhooksRule.Name, open), now).SelectMany(WebhooksRule.Evaluate), .. Unwatched(open)] : signals;
    }

    private async Task<IEnumerable<Signal>> AttacksAsync(IReadOnlyList<TrackedIncident> open, DateTimeOffset now, CancellationToken token) =>
        (await attacks.ReadAsync(configuration, HeldBy(AttackRule.Name, open), now, token)).SelectMany(AttackRule.Evaluate);

    /// <summary>What a rule that looks at sites holds open, by site; what a downtime took in is not its own.</summary>
    private static ILookup<string, Feed> HeldBy(string rule, IEnumerable<TrackedIncident> open) => open
        .SelectMany(incident => incident.Feeds.Where(state => state.Feed.Rule == rule && state.Feed.Scenario == incident.Scenario).Select(state => (incident.Site, state.Feed)))
        .ToLookup(item => item.Site, item => item.Feed);

    /// <summary>What a check holds open. Its findings that a downtime took in are not its own and do not count.</summary>
    private static List<Feed> FeedsOf(IEnumerable<TrackedIncident> open, CheckDefinition check) =>
    [
        .. open.Where(incident => incident.Site == check.Site)
            .SelectMany(incident => incident.Feeds.Where(state => state.Feed.Check == check.Name && state.Feed.Scenario == incident.Scenario))
            .Select(state => state.Feed),
    ];

    /// <summary>A check that is no longer configured can neither fail nor recover: what it feeds ends.</summary>
    private IEnumerable<Signal> Unwatched(IEnumerable<TrackedIncident> open) =>
        from incident in open
        from state in incident.Feeds
        where !state.Recovered && !RuleSet.OfSites.Contains(state.Feed.Rule)
            && (!configuration.Checks.TryGetValue(state.Feed.Check, out var check) || check.Site != incident.Site || !rules.Names.Contains(state.Feed.Rule))
        select new Signal
        {
            Rule = state.Feed.Rule,
            Site = incident.Site,
            Check = state.Feed.Check,
            Scenario = state.Feed.Scenario,
            Cause = state.Feed.Cause,
            State = SignalState.Recovered,
        };
}
