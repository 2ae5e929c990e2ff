using System.Data.Common;
using Dapper;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Changes of one incident, inside the caller's transaction.</summary>
internal sealed class IncidentTables(DbConnection connection, DbTransaction transaction)
{
    /// <summary>More runs than this prove nothing more.</summary>
    private const int MaxRuns = 100;

    /// <summary>Longest text of one evidence or timeline entry, characters.</summary>
    private const int MaxText = 2000;

    public TrackedIncident? Find(long number) => IncidentRows.Find(connection, number, transaction);

    public void Insert(TrackedIncident incident) => connection.Execute(
        """
        INSERT INTO incidents (number, site, scenario, cause, host, title_code, title_args, severity, state, opened_at, first_failure_at, reopened, drill)
        VALUES (@Number, @Site, @Scenario, @Cause, @Host, @code, @args, @severity, @State, @opened, @first, @Reopened, @Drill)
        """,
        new
        {
            incident.Number,
            incident.Site,
            incident.Scenario,
            incident.Cause,
            incident.Host,
            incident.State,
            incident.Reopened,
            incident.Drill,
            code = incident.Title.Code,
            args = IncidentRows.Json(incident.Title.Args),
            severity = incident.Title.Severity,
            opened = incident.OpenedAt.UtcTicks,
            first = incident.FirstFailureAt.UtcTicks,
        },
        transaction);

    public void SetState(long number, string state, DateTimeOffset? resolvedAt, int reopened) => connection.Execute(
        "UPDATE incidents SET state = @state, resolved_at = @resolved, reopened = @reopened WHERE number = @number",
        new { number, state, resolved = resolvedAt?.UtcTicks, reopened },
        transaction);

    public void Acknowledge(long number, string actor, DateTimeOffset at) => connection.Execute(
        "UPDATE incidents SET state = 'acknowledged', acknowledged_at = @at, acknowledged_by = @actor WHERE number = @number",
        new { number, actor, at = at.UtcTicks },
        transaction);

    public void Retitle(long number, Title title) => connection.Execute(
        "UPDATE incidents SET title_code = @code, title_args = @args, severity = @severity WHERE number = @number",
        new { number, code = title.Code, args = IncidentRows.Json(title.Args), severity = title.Severity },
        transaction);

    /// <summary>Asks for diagnosis of that run until then: spans of the shop may come after the root span.</summary>
    public void Diagnose(long number, Feed feed, string run, DateTimeOffset until) => connection.Execute(
        """
        UPDATE incident_feeds SET diagnose_run = @run, diagnose_until = @until
        WHERE incident = @number AND rule = @Rule AND check_name = @Check AND cause = @Cause
        """,
        new { number, feed.Rule, feed.Check, feed.Cause, run, until = until.UtcTicks },
        transaction);

    public void SetFeed(long number, FeedState state) => connection.Execute(
        """
        INSERT INTO incident_feeds (incident, rule, check_name, scenario, cause, recovered, newest_run, diagnose_until)
        VALUES (@number, @Rule, @Check, @Scenario, @Cause, @recovered, @NewestRun, 0)
        ON CONFLICT (incident, rule, check_name, cause) DO UPDATE SET recovered = excluded.recovered, newest_run = excluded.newest_run
        """,
        new { number, state.Feed.Rule, state.Feed.Check, state.Feed.Scenario, state.Feed.Cause, recovered = state.Recovered ? 1 : 0, state.NewestRun },
        transaction);

    public void AddRun(long number, string run, DateTimeOffset startedAt) => connection.Execute(
        """
        INSERT INTO incident_runs (incident, run, started_at)
        SELECT @number, @run, @at WHERE (SELECT COUNT(*) FROM incident_runs WHERE incident = @number) < @MaxRuns
        ON CONFLICT DO NOTHING
        """,
        new { number, run, at = startedAt.UtcTicks, MaxRuns },
        transaction);

    public long TimelineLength(long number) => connection.ExecuteScalar<long>(
        "SELECT COUNT(*) FROM incident_timeline WHERE incident = @number", new { number }, transaction);

    public void AddTimeline(long number, TimelineEntry entry) => connection.Execute(
        """
        INSERT INTO incident_timeline (incident, position, at, actor, code, text, sentence)
        SELECT @number, COALESCE(MAX(position), 0) + 1, @at, @Actor, @Code, @text, @Sentence FROM incident_timeline WHERE incident = @number
        """,
        new { number, at = entry.At.UtcTicks, entry.Actor, entry.Code, entry.Sentence, text = Cut(entry.Text) },
        transaction);

    /// <summary>Puts the evidence of one source in place of what it gave before; true when that changed anything.</summary>
    public bool SetEvidence(long number, string source, IReadOnlyList<Evidence> evidence)
    {
        var wanted = evidence.Select(item => item with { Text = Cut(item.Text) }).Distinct().ToList();
        var known = IncidentRows.EvidenceOf(connection, number, source, transaction);
        if (wanted.SequenceEqual(known))
        {
            return false;
        }

        connection.Execute("DELETE FROM incident_evidence WHERE incident = @number AND source = @source", new { number, source }, transaction);
        foreach (var item in wanted)
        {
            connection.Execute(
                """
                INSERT INTO incident_evidence (incident, position, source, kind, ref, text, sentence)
                SELECT @number, COALESCE(MAX(position), 0) + 1, @source, @Kind, @Ref, @Text, @Sentence FROM incident_evidence WHERE incident = @number
                """,
                new { number, source, item.Kind, item.Ref, item.Text, item.Sentence },
                transaction);
        }

        return true;
    }

    private static string Cut(string text) => text.Length <= MaxText ? text : text[..MaxText];
}
