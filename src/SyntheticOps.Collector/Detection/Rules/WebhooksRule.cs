using System.Globalization;
using SyntheticOps.Collector.Incidents;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Detection.Rules;

/// <summary>
/// Payments that a gateway was told of and the shop has not: some wait for longer than a shop's restart takes, or the shop refused
/// one for good. The sender was answered 200 and will not say so. It looks at sites, not at checks.
/// </summary>
internal static class WebhooksRule
{
    public const string Name = "waiting-webhooks";

    /// <summary>Stands where others have the name of a check.</summary>
    public const string Source = "gateway";

    /// <summary>So long they may wait.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private const string CausePrefix = "undelivered ";

    public static IEnumerable<Signal> Evaluate(WebhookHistory history)
    {
        var bad = history.Facts.Where(fact => fact.Dead > 0 || (fact.Waiting > 0 && !fact.Announced && history.Now - fact.Oldest >= Patience))
            .GroupBy(fact => CausePrefix + fact.Route)
            .ToDictionary(group => group.Key, group => group.ToList());
        return bad.Select(route => Failing(history, route.Key, route.Value))
            .Concat(history.Open.Where(feed => !bad.ContainsKey(feed.Cause)).Select(feed => Of(history, feed.Cause, StillWait(history, feed) ? SignalState.Undecided : SignalState.Recovered)));
    }

    /// <summary>An announced pause neither opens nor ends it.</summary>
    private static bool StillWait(WebhookHistory history, Feed feed) => history.Facts.Any(fact => fact.Waiting > 0 && CausePrefix + fact.Route == feed.Cause);

    private static Signal Failing(WebhookHistory history, string cause, List<WebhookFact> facts)
    {
        string[] args =
        [
            facts.Sum(fact => fact.Waiting).ToString(CultureInfo.InvariantCulture), facts.Sum(fact => fact.Dead).ToString(CultureInfo.InvariantCulture), facts[0].Route,
        ];
        return Of(history, cause, SignalState.Failing) with
        {
            Title = new Title("webhooks-waiting", args, Severities.Critical),
            FirstFailureAt = facts.Min(fact => fact.Oldest),
            // New proof once a minute, not at every look.
            NewestAt = history.Now - TimeSpan.FromTicks(history.Now.Ticks % TimeSpan.TicksPerMinute),
            Evidence = [Sentences.Evidence("finding", facts[0].Route, "webhooks-waiting", [.. args, facts.Select(fact => fact.Problem).FirstOrDefault(problem => problem is not null) ?? "-"])],
        };
    }

    private static Signal Of(WebhookHistory history, string cause, SignalState state) => new()
    {
        Rule = Name,
        Site = history.Site,
        Check = Source,
        Scenario = ScenarioNames.Payment,
        Cause = cause,
        State = state,
    };
}
