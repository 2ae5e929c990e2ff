using System.Data.Common;
using System.Globalization;
using Dapper;
using SyntheticOps.Collector.Storage.Telemetry;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Reads incidents from SQL.</summary>
internal sealed class IncidentReader(IStoreReader store) : IIncidentReader
{
    private const int MaxRuns = 100;

    private const int MaxLimit = 200;

    public Task<Incident?> GetAsync(string id, CancellationToken token) => store.ReadAsync<Incident?>(
        connection => IncidentId.Parse(id) is { } number
            && connection.QuerySingleOrDefault<IncidentRow>($"SELECT {IncidentRows.Columns} FROM incidents WHERE number = @number", new { number }) is { } row
                ? Complete(connection, row)
                : null,
        token);

    public Task<PagedResult<Incident>> FindAsync(IncidentQuery query, CancellationToken token) => store.ReadAsync(
        connection =>
        {
            var limit = Math.Clamp(query.Limit, 1, MaxLimit);
            var (where, parameters) = Where(query);
            parameters.Add("limit", limit + 1);
            var rows = connection.Query<IncidentRow>(
                $"SELECT {IncidentRows.Columns} FROM incidents WHERE {where} ORDER BY opened_at DESC, number DESC LIMIT @limit", parameters).AsList();
            var next = rows.Count > limit ? string.Create(CultureInfo.InvariantCulture, $"{rows[limit - 1].OpenedAt}-{rows[limit - 1].Number}") : null;
            return new PagedResult<Incident>([.. rows.Take(limit).Select(row => Complete(connection, row))], next);
        },
        token);

    private static (string Where, DynamicParameters Parameters) Where(IncidentQuery query)
    {
        var terms = new List<string> { "1 = 1" };
        var parameters = new DynamicParameters();
        void Add(bool when, string term, string name, object? value)
        {
            if (when)
            {
                terms.Add(term);
                parameters.Add(name, value);
            }
        }

        Add(query.State == IncidentStates.Unresolved, "state <> @resolved", "resolved", IncidentStates.Resolved);
        Add(query.State is not (null or IncidentStates.Unresolved), "state = @state", "state", query.State);
        Add(query.Site is not null, "site = @site", "site", query.Site);
        Add(query.Drill is not null, "drill = @drill", "drill", query.Drill);
        Add(query.WithoutDrills, "drill IS NULL", "none", null);
        Add(query.OpenedSince is not null, "opened_at >= @since", "since", query.OpenedSince?.UtcTicks);
        if (ParseAfter(query.After) is { } after)
        {
            Add(true, "(opened_at < @opened OR (opened_at = @opened AND number < @number))", "opened", after.Opened);
            parameters.Add("number", after.Number);
        }

        return (string.Join(" AND ", terms), parameters);
    }

    private static (long Opened, long Number)? ParseAfter(string? after) =>
        after?.Split('-') is [var opened, var number]
        && long.TryParse(opened, NumberStyles.None, CultureInfo.InvariantCulture, out var openedAt)
        && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var last)
            ? (openedAt, last)
            : null;

    private static Incident Complete(DbConnection connection, IncidentRow row)
    {
        var key = new { number = row.Number, limit = MaxRuns };
        return new Incident
        {
            Id = IncidentId.Of(row.Number),
            Site = row.Site,
            Scenario = row.Scenario,
            Cause = row.Cause,
            TitleCode = row.TitleCode,
            TitleArgs = IncidentRows.Texts(row.TitleArgs),
            Severity = row.Severity,
            State = row.State,
            OpenedAt = IncidentRows.Time(row.OpenedAt),
            FirstFailureAt = IncidentRows.Time(row.FirstFailureAt),
            AcknowledgedAt = row.AcknowledgedAt is { } acknowledged ? IncidentRows.Time(acknowledged) : null,
            AcknowledgedBy = row.AcknowledgedBy,
            ResolvedAt = row.ResolvedAt is { } resolved ? IncidentRows.Time(resolved) : null,
            Drill = row.Drill,
            Checks = [.. IncidentRows.Feeds(connection, row.Number, null).Select(state => state.Feed.Check).Distinct()],
            Runs = connection.Query<string>("SELECT run FROM incident_runs WHERE incident = @number ORDER BY started_at, run LIMIT @limit", key).AsList(),
            Evidence = EvidenceOf(connection, row.Number),
            Timeline =
            [
                .. connection.Query<(long At, string Actor, string Code, string Text, string Sentence)>(
                    "SELECT at, actor, code, text, sentence FROM incident_timeline WHERE incident = @number ORDER BY position", key)
                    .Select(entry => new TimelineEntry(IncidentRows.Time(entry.At), entry.Actor, entry.Code, entry.Text, entry.Sentence)),
            ],
            Notifications =
            [
                .. connection.Query<(string Channel, string Transition, string Delivery, string State, long At)>(
                    "SELECT channel, transition, delivery, state, changed_at FROM outbox WHERE incident = @number ORDER BY created_at, delivery", key)
                    .Select(item => new NotificationRecord(item.Channel, item.Transition, item.Delivery, item.State, IncidentRows.Time(item.At))),
            ],
        };
    }

    private static IReadOnlyList<Evidence> EvidenceOf(DbConnection connection, long number) =>
    [
        .. connection.Query<(string Kind, string Ref, string Text, string Sentence)>(
            "SELECT kind, ref, text, sentence FROM incident_evidence WHERE incident = @number ORDER BY position", new { number })
            .Select(item => new Evidence(item.Kind, item.Ref, item.Text, item.Sentence)),
    ];
}
