using SyntheticOps.Collector.Alerting;
using SyntheticOps.Collector.Storage;
using SyntheticOps.Collector.Storage.Incidents;

namespace SyntheticOps.Collector.Incidents;

/// <summary>What people do with an incident.</summary>
internal sealed class IncidentActions(
    IStoreWriter writer, Notices notices, IncidentChanges changes, OutboxSignal outbox, TimeProvider clock) : IIncidentActions
{
    /// <summary>Notes that one incident may carry; more would make it unreadable.</summary>
    private const int MaxTimeline = 1000;

    public Task<bool> AcknowledgeAsync(string id, string actor, CancellationToken token) => ChangeAsync(
        id,
        incident => incident.State == IncidentStates.Open,
        (tables, incident, now) =>
        {
            tables.Acknowledge(incident.Number, actor, now);
            tables.AddTimeline(incident.Number, Sentences.Entry(now, actor, "acknowledged", "acknowledged"));
            return (incident with { State = IncidentStates.Acknowledged }, Transitions.Acknowledged);
        },
        token);

    public Task<bool> AddNoteAsync(string id, string actor, string text, CancellationToken token) => ChangeAsync(
        id,
        _ => true,
        (tables, incident, now) =>
        {
            tables.AddTimeline(incident.Number, new TimelineEntry(now, actor, "note", text));
            return (incident, null);
        },
        token);

    public Task<bool> ResolveAsync(string id, string actor, string? note, CancellationToken token) => ChangeAsync(
        id,
        incident => !incident.IsResolved,
        (tables, incident, now) =>
        {
            tables.SetState(incident.Number, IncidentStates.Resolved, now, incident.Reopened);
            tables.AddTimeline(incident.Number, string.IsNullOrWhiteSpace(note)
                ? Sentences.Entry(now, actor, "resolved", "closed")
                : new TimelineEntry(now, actor, "resolved", note));
            return (incident with { State = IncidentStates.Resolved, ResolvedAt = now }, Transitions.Resolved);
        },
        token);

    private async Task<bool> ChangeAsync(
        string id,
        Func<TrackedIncident, bool> allowed,
        Func<IncidentTables, TrackedIncident, DateTimeOffset, (TrackedIncident After, string? Transition)> change,
        CancellationToken token)
    {
        if (IncidentId.Parse(id) is not { } number)
        {
            return false;
        }

        var now = clock.GetUtcNow();
        var done = await writer.WriteAsync(
            (connection, transaction) =>
            {
                var tables = new IncidentTables(connection, transaction);
                if (tables.Find(number) is not { } incident || !allowed(incident) || tables.TimelineLength(number) >= MaxTimeline)
                {
                    return false;
                }

                var (after, transition) = change(tables, incident, now);
                if (transition is not null)
                {
                    notices.Owe(connection, transaction, after, transition, now);
                }

                return true;
            },
            token);
        if (done)
        {
            changes.Announce();
            outbox.Wake();
        }

        return done;
    }
}
