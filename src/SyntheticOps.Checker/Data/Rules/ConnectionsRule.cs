using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`connections: {at-most: 80%}`: a server of PostgreSQL that has none left answers nobody.</summary>
internal sealed class ConnectionsRule(double percent) : IDataRule
{
    public const string Code = "connections-used";

    /// <summary>The row of a server process has no database; a role without further rights sees no more of it.</summary>
    private const string Sql = """
        SELECT COUNT(*), current_setting('max_connections')::bigint - current_setting('superuser_reserved_connections')::bigint
        FROM pg_stat_activity WHERE datid IS NOT NULL
        """;

    public static ConnectionsRule Read(ConfigMap map) => new(Share.Read(map.Require("at-most")));

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) =>
        await ((SqlSession)look.Session).RowsAsync(Sql, 1, token) is [[long used, long all, ..]] ? Judge(used, all, percent) : null;

    public static Finding? Judge(long used, long all, double percent) => used <= all * percent / 100.0 ? null : new Finding(
        Code,
        Severity.Warning,
        FindingKind.State,
        "connections",
        [used.ToString(CultureInfo.InvariantCulture), all.ToString(CultureInfo.InvariantCulture)],
        $"{used} of the {all} connections of the database are in use, more than {percent.ToString("0.##", CultureInfo.InvariantCulture)} %.");
}
