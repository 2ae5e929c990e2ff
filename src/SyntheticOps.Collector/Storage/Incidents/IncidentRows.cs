using System.Data.Common;
using System.Text.Json;
using Dapper;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Reads the rows of incidents into records.</summary>
internal static class IncidentRows
{
    public const string Columns =
        """
        number AS Number, site AS Site, scenario AS Scenario, cause AS Cause, host AS Host, title_code AS TitleCode, title_args AS TitleArgs,
        severity AS Severity, state AS State, opened_at AS OpenedAt, first_failure_at AS FirstFailureAt, acknowledged_at AS AcknowledgedAt,
        acknowledged_by AS AcknowledgedBy, resolved_at AS ResolvedAt, reopened AS Reopened, drill AS Drill
        """;

    public static DateTimeOffset Time(long ticks) => new(ticks, TimeSpan.Zero);

    public static string Json(IReadOnlyList<string> texts) => JsonSerializer.Serialize(texts);

    public static IReadOnlyList<string> Texts(string json) => JsonSerializer.Deserialize<string[]>(json) ?? [];

    /// <summary>Every incident that is not resolved, and those resolved since then.</summary>
    public static IReadOnlyList<TrackedIncident> Tracked(DbConnection connection, DateTimeOffset resolvedSince, DbTransaction? transaction)
    {
        var rows = connection.Query<IncidentRow>(
            $"SELECT {Columns} FROM incidents WHERE state <> 'resolved' OR resolved_at >= @since ORDER BY number",
            new { since = resolvedSince.UtcTicks },
            transaction).AsList();
        return [.. rows.Select(row => Track(row, Feeds(connection, row.Number, transaction)))];
    }

    public static TrackedIncident? Find(DbConnection connection, long number, DbTransaction? transaction) =>
        connection.QuerySingleOrDefault<IncidentRow>($"SELECT {Columns} FROM incidents WHERE number = @number", new { number }, transaction) is { } row
            ? Track(row, Feeds(connection, number, transaction))
            : null;

    public static List<FeedState> Feeds(DbConnection connection, long number, DbTransaction? transaction) =>
    [
        .. connection.Query<FeedRow>(
            """
            SELECT rule AS Rule, check_name AS CheckName, scenario AS Scenario, cause AS Cause, recovered AS Recovered, newest_run AS NewestRun
            FROM incident_feeds WHERE incident = @number ORDER BY check_name, rule, cause
            """,
            new { number },
            transaction).Select(row => new FeedState(new Feed(row.Rule, row.CheckName, row.Scenario, row.Cause), row.Recovered != 0, row.NewestRun)),
    ];

    public static long NextNumber(DbConnection connection, DbTransaction? transaction) =>
        connection.ExecuteScalar<long>("SELECT COALESCE(MAX(number), 0) + 1 FROM incidents", transaction: transaction);

    /// <summary>The evidence that one source gave.</summary>
    public static IReadOnlyList<Evidence> EvidenceOf(DbConnection connection, long number, string source, DbTransaction? transaction = null) =>
    [
        .. connection.Query<(string Kind, string Ref, string Text, string Sentence)>(
            "SELECT kind, ref, text, sentence FROM incident_evidence WHERE incident = @number AND source = @source ORDER BY position",
            new { number, source },
            transaction)
            .Select(item => new Evidence(item.Kind, item.Ref, item.Text, item.Sentence)),
    ];

    /// <summary>Feeds whose first run is still to be looked at: spans of the shop may come late.</summary>
    public static IReadOnlyList<DiagnosisDue> DiagnosisDue(DbConnection connection, DateTimeOffset now) =>
    [
        .. connection.Query<(long Incident, string Rule, string Check, string Scenario, string Cause, string Run)>(
            """
            SELECT incident, rule, check_name, scenario, cause, diagnose_run FROM incident_feeds
            WHERE diagnose_until > @now AND diagnose_run IS NOT NULL
            """,
            new { now = now.UtcTicks })
            .Select(row => new DiagnosisDue(row.Incident, new Feed(row.Rule, row.Check, row.Scenario, row.Cause), row.Run)),
    ];

    private static TrackedIncident Track(IncidentRow row, IReadOnlyList<FeedState> feeds) => new()
    {
        Number = row.Number,
        Site = row.Site,
        Scenario = row.Scenario,
        Cause = row.Cause,
        Host = row.Host,
        Title = new Title(row.TitleCode, Texts(row.TitleArgs), row.Severity),
        State = row.State,
        OpenedAt = Time(row.OpenedAt),
        FirstFailureAt = Time(row.FirstFailureAt),
        ResolvedAt = row.ResolvedAt is { } resolved ? Time(resolved) : null,
        Reopened = (int)row.Reopened,
        Drill = row.Drill,
        Feeds = feeds,
    };
}

internal sealed class IncidentRow
{
    public long Number { get; set; }

    public string Site { get; set; } = "";

    public string Scenario { get; set; } = "";

    public string Cause { get; set; } = "";

    public string? Host { get; set; }

    public string TitleCode { get; set; } = "";

    public string TitleArgs { get; set; } = "[]";

    public string Severity { get; set; } = "";

    public string State { get; set; } = "";

    public long OpenedAt { get; set; }

    public long FirstFailureAt { get; set; }

    public long? AcknowledgedAt { get; set; }

    public string? AcknowledgedBy { get; set; }

    public long? ResolvedAt { get; set; }

    public long Reopened { get; set; }

    public string? Drill { get; set; }
}

internal sealed class FeedRow
{
    public string Rule { get; set; } = "";

    public string CheckName { get; set; } = "";

    public string Scenario { get; set; } = "";

    public string Cause { get; set; } = "";

    public long Recovered { get; set; }

    public string? NewestRun { get; set; }
}
