using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>One pass of the lifecycle over several signals: each decision sees the ones before it.</summary>
internal sealed class LifecycleDecision(LifecycleState state)
{
    private readonly List<TrackedIncident> _incidents = [.. state.Incidents];
    private readonly List<IncidentChange> _changes = [];
    private long _next = state.NextNumber;

    public IReadOnlyList<IncidentChange> Changes => _changes;

    public void Fail(Signal signal)
    {
        if ((_incidents.Find(incident => !incident.IsResolved && Holds(incident, signal)) ?? _incidents.Find(incident => IsSameOutage(incident, signal))) is { } holder)
        {
            FeedOrHandOver(holder, signal);
        }
        else if (IsConsequence(signal) && _incidents.Find(incident => IsOpenDowntime(incident, signal.Site)) is { } downtime)
        {
            Absorb(downtime, signal);
        }
        else if (!IsOld(signal) && DrillAllows(signal, out var drill))
        {
            OpenOrReopen(signal, drill);
        }
    }

    public void Recover(string site, Feed feed)
    {
        foreach (var incident in _incidents.Where(incident => !incident.IsResolved && incident.Site == site && incident.Feeds.Any(known => known.Feed == feed && !known.Recovered)).ToList())
        {
            var after = With(incident, new FeedState(feed, true, incident.Feeds.First(known => known.Feed == feed).NewestRun));
            if (after.Feeds.All(known => known.Recovered))
            {
                Resolve(after, feed, $"rule:{feed.Rule}", "all-well");
            }
            else
            {
                Change(after, new FeedRecovered(after, feed));
            }
        }
    }

    /// <summary>
    /// The same feed, the same key, a downtime of the same host, which a journey notices on any of its pages, or payments: an
    /// order that stays unpaid, the webhook that fails and the event that stays undelivered are one fault.
    /// </summary>
    private static bool Holds(TrackedIncident incident, Signal signal) =>
        incident.Site == signal.Site && incident.Scenario == signal.Scenario
        && (incident.Feeds.Any(known => known.Feed == signal.Feed)
            || incident.Cause == signal.Cause
            || signal.Scenario == ScenarioNames.Payment
            || (signal.Scenario == ScenarioNames.Downtime && (signal.FromJourney || (signal.Host is not null && incident.Host == signal.Host))));

    /// <summary>A further downtime of a site that is down already, on whatever host: one outage, which lasts until all of it is well.</summary>
    private static bool IsSameOutage(TrackedIncident incident, Signal signal) =>
        signal.Scenario == ScenarioNames.Downtime && IsOpenDowntime(incident, signal.Site) && incident.Feeds.Any(known => known.Feed.Rule == signal.Rule);

    private static bool IsConsequence(Signal signal) => signal.Scenario is ScenarioNames.Payment or ScenarioNames.Performance;

    private static bool IsOpenDowntime(TrackedIncident incident, string site) =>
        !incident.IsResolved && incident.Site == site && incident.Scenario == ScenarioNames.Downtime;

    private void FeedOrHandOver(TrackedIncident holder, Signal signal)
    {
        if (DrillOf(holder) is { } drill)
        {
            if (drill.Without.Contains(signal.Rule))
            {
                return;
            }

            if (drill.EndsAt <= state.Now && signal.NewestAt > drill.EndsAt + IncidentLifecycle.DrillGrace)
            {
                // A real fault must not hide behind a drill that is over: the next failing run opens an incident of its own.
                Resolve(holder, null, $"drill:{drill.Id}", "drill-over");
                return;
            }
        }

        var known = holder.Feeds.FirstOrDefault(feed => feed.Feed == signal.Feed);
        var newest = signal.Newest;
        if (known is null || known.Recovered || known.NewestRun != newest)
        {
            var after = With(holder, new FeedState(signal.Feed, false, newest));
            // A journey knows which step is slow; a plain check does not.
            after = holder.Title.Code == "slow-check" && signal.Title.Code == "slow-step" ? after with { Title = signal.Title } : after;
            Change(after, new Fed(after, signal, known is null));
        }
    }

    private void Absorb(TrackedIncident downtime, Signal signal)
    {
        if (downtime.Feeds.All(known => known.Feed != signal.Feed))
        {
            // Kept as a feed that is over: it is evidence and does not hold the downtime open.
            var after = With(downtime, new FeedState(signal.Feed, true, signal.Newest));
            Change(after, new Absorbed(after, signal));
        }
    }

    /// <summary>Whether its newest proof is from before the end of such an incident, or of the downtime that explains it.</summary>
    private bool IsOld(Signal signal) => _incidents.Any(incident =>
        incident.IsResolved && incident.Site == signal.Site && signal.NewestAt <= incident.ResolvedAt
        && (Holds(incident, signal) || (IsConsequence(signal) && incident.Scenario == ScenarioNames.Downtime)));

    private bool DrillAllows(Signal signal, out Drill? drill)
    {
        drill = state.Drills.LastOrDefault(known => known.Covers(signal.Site, signal.Scenario, state.Now));
        return drill is not null
            ? !drill.Without.Contains(signal.Rule)
            // What failed during a drill that has ended is no news.
            : !state.Drills.Any(ended => ended.Site == signal.Site && ended.Scenario == signal.Scenario
                && ended.CreatedAt <= signal.NewestAt && signal.NewestAt < ended.EndsAt);
    }

    private void OpenOrReopen(Signal signal, Drill? drill)
    {
        var feed = new FeedState(signal.Feed, false, signal.Newest);
        var before = _incidents.LastOrDefault(incident => incident.IsResolved && incident.Drill == drill?.Id
            && incident.ResolvedAt >= state.Now - IncidentLifecycle.ReopenWithin && Holds(incident, signal));
        if (before is not null)
        {
            var again = With(before, feed) with { State = IncidentStates.Open, ResolvedAt = null, Reopened = before.Reopened + 1 };
            Change(again, new Reopened(again, signal));
            return;
        }

        var opened = new TrackedIncident
        {
            Number = _next++,
            Site = signal.Site,
            Scenario = signal.Scenario,
            Cause = signal.Cause,
            Host = signal.Host,
            Title = signal.Title,
            State = IncidentStates.Open,
            OpenedAt = state.Now,
            FirstFailureAt = signal.FirstFailureAt,
            Drill = drill?.Id,
            Feeds = [feed],
        };
        _incidents.Add(opened);
        _changes.Add(new Opened(opened, signal));
    }

    /// <summary>The drill of an incident; one that is forgotten ended long ago.</summary>
    private Drill? DrillOf(TrackedIncident incident) => incident.Drill is null ? null
        : state.Drills.FirstOrDefault(drill => drill.Id == incident.Drill)
            ?? new Drill(incident.Drill, incident.Site, incident.Scenario, [], null, incident.OpenedAt, incident.OpenedAt);

    private void Resolve(TrackedIncident incident, Feed? feed, string actor, string why)
    {
        var after = incident with { State = IncidentStates.Resolved, ResolvedAt = state.Now };
        Change(after, new Resolved(after, feed, actor, why));
    }

    private static TrackedIncident With(TrackedIncident incident, FeedState feed) =>
        incident with { Feeds = [.. incident.Feeds.Where(known => known.Feed != feed.Feed), feed] };

    private void Change(TrackedIncident after, IncidentChange change)
    {
        _incidents[_incidents.FindIndex(incident => incident.Number == after.Number)] = after;
        _changes.Add(change);
    }
}
