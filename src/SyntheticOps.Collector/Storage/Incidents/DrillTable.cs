using System.Data.Common;
using Dapper;

namespace SyntheticOps.Collector.Storage.Incidents;

/// <summary>Drills, kept because their incidents outlive them.</summary>
internal static class DrillTable
{
    private const string Columns =
        "id AS Id, site AS Site, scenario AS Scenario, without_rules AS WithoutRules, notify AS Notify, created_at AS CreatedAt, ends_at AS EndsAt";

    public static void Insert(DbConnection connection, DbTransaction transaction, Drill drill) => connection.Execute(
        """
        INSERT INTO drills (id, site, scenario, without_rules, notify, created_at, ends_at)
        VALUES (@Id, @Site, @Scenario, @without, @Notify, @created, @ends)
        """,
        new
        {
            drill.Id,
            drill.Site,
            drill.Scenario,
            drill.Notify,
            without = IncidentRows.Json(drill.Without),
            created = drill.CreatedAt.UtcTicks,
            ends = drill.EndsAt.UtcTicks,
        },
        transaction);

    /// <summary>Ends a drill that still runs; false when there is none.</summary>
    public static bool End(DbConnection connection, DbTransaction transaction, string id, DateTimeOffset now) => connection.Execute(
        "UPDATE drills SET ends_at = @now WHERE id = @id AND ends_at > @now", new { id, now = now.UtcTicks }, transaction) > 0;

    public static IReadOnlyList<Drill> EndingSince(DbConnection connection, DateTimeOffset since, DbTransaction? transaction) =>
    [
        .. connection.Query<DrillRow>($"SELECT {Columns} FROM drills WHERE ends_at >= @since ORDER BY created_at", new { since = since.UtcTicks }, transaction).Select(Read),
    ];

    public static Drill? Find(DbConnection connection, string id, DbTransaction? transaction) =>
        connection.QuerySingleOrDefault<DrillRow>($"SELECT {Columns} FROM drills WHERE id = @id", new { id }, transaction) is { } row ? Read(row) : null;

    private static Drill Read(DrillRow row) => new(
        row.Id, row.Site, row.Scenario, IncidentRows.Texts(row.WithoutRules), row.Notify, IncidentRows.Time(row.CreatedAt), IncidentRows.Time(row.EndsAt));

    private sealed class DrillRow
    {
        public string Id { get; set; } = "";

        public string Site { get; set; } = "";

        public string Scenario { get; set; } = "";

        public string WithoutRules { get; set; } = "[]";

        public string? Notify { get; set; }

        public long CreatedAt { get; set; }

        public long EndsAt { get; set; }
    }
}
