using System.Data.Common;
using System.Globalization;
using SyntheticOps.Collector.Detection;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>Writes the changes of one pass and what they owe to receivers, in one transaction.</summary>
internal sealed class IncidentCommit(DbConnection connection, DbTransaction transaction, Notices notices, DateTimeOffset now)
{
    /// <summary>So long after a feed began may spans of the shop still arrive and better its evidence.</summary>
    public static readonly TimeSpan DiagnoseFor = TimeSpan.FromSeconds(15);

    private readonly IncidentTables _tables = new(connection, transaction);

    public void Apply(IncidentChange change, IReadOnlyDictionary<Feed, IReadOnlyList<Evidence>> evidence)
    {
        switch (change)
        {
            case Opened opened:
                _tables.Insert(opened.After);
                Begin(opened.After, opened.Signal, evidence);
                Note(opened.After, opened.Signal.FirstFailureAt, Actor(opened.Signal), "first-failure", "began", opened.Signal.Check);
                Confirm(opened.After, opened.Signal, "opened");
                notices.Owe(connection, transaction, opened.After, Transitions.Opened, now);
                break;
            case Reopened again:
                _tables.SetState(again.After.Number, again.After.State, null, again.After.Reopened);
                Begin(again.After, again.Signal, evidence);
                Confirm(again.After, again.Signal, "reopened");
                notices.Owe(connection, transaction, again.After, Transitions.Opened, now);
                break;
            case Fed fed:
                Feed(fed, evidence);
                break;
            case Absorbed absorbed:
                _tables.SetFeed(absorbed.After.Number, StateOf(absorbed.After, absorbed.Signal.Feed));
                AddEvidence(absorbed.After, absorbed.Signal, evidence);
                Note(absorbed.After, now, Actor(absorbed.Signal), "evidence", "suffers", absorbed.Signal.Check, Sentences.Word("scenario", absorbed.Signal.Scenario));
                break;
            case FeedRecovered recovered:
                _tables.SetFeed(recovered.After.Number, StateOf(recovered.After, recovered.Feed));
                Note(recovered.After, now, $"rule:{recovered.Feed.Rule}", "recovering", "well", recovered.Feed.Check);
                break;
            case Resolved resolved:
                Resolve(resolved);
                break;
        }
    }

    private void Feed(Fed fed, IReadOnlyDictionary<Feed, IReadOnlyList<Evidence>> evidence)
    {
        _tables.Retitle(fed.After.Number, fed.After.Title);
        if (fed.IsNew)
        {
            Begin(fed.After, fed.Signal, evidence);
            Confirm(fed.After, fed.Signal, "evidence");
        }
        else
        {
            _tables.SetFeed(fed.After.Number, StateOf(fed.After, fed.Signal.Feed));
            AddRuns(fed.After, fed.Signal);
            if (fed.Signal.Evidence.Count > 0)
            {
                _tables.SetEvidence(fed.After.Number, Source(fed.Signal.Feed), fed.Signal.Evidence);
            }
        }
    }

    private void Resolve(Resolved resolved)
    {
        if (resolved.Feed is { } feed)
        {
            _tables.SetFeed(resolved.After.Number, StateOf(resolved.After, feed));
        }

        _tables.SetState(resolved.After.Number, IncidentStates.Resolved, resolved.After.ResolvedAt, resolved.After.Reopened);
        Note(resolved.After, now, resolved.Actor, "resolved", resolved.Why);
        notices.Owe(connection, transaction, resolved.After, Transitions.Resolved, now);
    }

    private void Begin(TrackedIncident incident, Signal signal, IReadOnlyDictionary<Feed, IReadOnlyList<Evidence>> evidence)
    {
        _tables.SetFeed(incident.Number, StateOf(incident, signal.Feed));
        AddRuns(incident, signal);
        AddEvidence(incident, signal, evidence);
    }

    private void AddEvidence(TrackedIncident incident, Signal signal, IReadOnlyDictionary<Feed, IReadOnlyList<Evidence>> evidence)
    {
        if (evidence.TryGetValue(signal.Feed, out var found))
        {
            _tables.SetEvidence(incident.Number, Source(signal.Feed), found);
        }
        else if (signal.Evidence.Count > 0)
        {
            _tables.SetEvidence(incident.Number, Source(signal.Feed), signal.Evidence);
        }

        if (signal.Runs.Count > 0)
        {
            _tables.Diagnose(incident.Number, signal.Feed, signal.Runs[^1].RunId, now + DiagnoseFor);
        }
    }

    private void AddRuns(TrackedIncident incident, Signal signal)
    {
        foreach (var run in signal.Runs)
        {
            _tables.AddRun(incident.Number, run.RunId, run.StartedAt);
        }
    }

    private void Note(TrackedIncident incident, DateTimeOffset at, string actor, string kind, string code, params IReadOnlyList<string> args) =>
        _tables.AddTimeline(incident.Number, Sentences.Entry(at, actor, kind, code, args));

    /// <summary>What the signal rests on: the runs in a row and what the last one said, or its cause when no run proves it.</summary>
    private void Confirm(TrackedIncident incident, Signal signal, string kind)
    {
        var back = kind == "reopened" ? "back-" : "";
        if (signal.Runs.Count == 0)
        {
            Note(incident, now, Actor(signal), kind, $"{back}cause", signal.Check, signal.Cause);
        }
        else
        {
            Note(incident, now, Actor(signal), kind, $"{back}in-a-row", signal.Check, signal.Runs.Count.ToString(CultureInfo.InvariantCulture), Sentences.Said(signal.Runs[^1].MessageParts, signal.Runs[^1].Message ?? signal.Cause));
        }
    }

    private static FeedState StateOf(TrackedIncident incident, Feed feed) => incident.Feeds.First(known => known.Feed == feed);

    private static string Actor(Signal signal) => $"rule:{signal.Rule}";

    /// <summary>Evidence of one feed is replaced as a whole when late spans better it.</summary>
    public static string Source(Feed feed) => $"{feed.Rule} {feed.Check} {feed.Cause}";
}

/// <summary>Values of <see cref="NotificationRecord.Transition"/>.</summary>
internal static class Transitions
{
    public const string Opened = "opened";
    public const string Acknowledged = "acknowledged";
    public const string Resolved = "resolved";
}
