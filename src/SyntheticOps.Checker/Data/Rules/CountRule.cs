using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`count: {table, sql, path, falls-more-than}`: the rows do not become fewer by more than that share of the most there ever were.</summary>
internal sealed class CountRule(string table, DataQuery query, double percent) : IDataRule
{
    public string Table => table;

    public static CountRule Read(ConfigMap map, DataSource source) =>
        new(map.Require("table")?.AsText() ?? "", source.Rows(map), Share.Read(map.Require("falls-more-than")));

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token)
    {
        var count = await look.Session.CountAsync(query, token);
        look.Baseline.Raise(table, count);
        return Judge(table, count, look.Baseline.Of(table) ?? count, percent);
    }

    public static Finding? Judge(string table, long count, long most, double percent) =>
        count >= most - (most * percent / 100.0)
            ? null
            : Missing(table, count.ToString(CultureInfo.InvariantCulture), most, $"{table} has {count} rows; there were {most}, and {percent.ToString("0.##", CultureInfo.InvariantCulture)} % may go.");

    /// <summary>A table that was counted before and is not there any more.</summary>
    public static Finding Gone(string table, long most) => Missing(table, "0", most, $"The table {table} is gone; it had {most} rows.");

    private static Finding Missing(string table, string seen, long most, string text) =>
        new("data-missing", Severity.Error, FindingKind.State, table, [seen, most.ToString(CultureInfo.InvariantCulture)], text);
}
