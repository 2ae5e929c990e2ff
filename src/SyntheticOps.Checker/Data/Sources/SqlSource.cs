using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>A database that speaks SQL. Its address is the operator's own choice, so the address policy does not judge it.</summary>
internal abstract class SqlSource : DataSource
{
    public override DataQuery Rows(ConfigMap map)
    {
        RefusePath(map);
        var name = SqlText.Name(map.Require("table"));
        return new(map.Find("sql") is { } query ? SqlText.Query(query) : $"SELECT COUNT(*) FROM {name}");
    }

    public override DataQuery Newest(ConfigMap map)
    {
        RefusePath(map);
        var table = SqlText.Name(map.Require("table"));
        return new($"SELECT MAX({SqlText.Name(map.Require("column"))}) FROM {table}");
    }

    public override DataQuery Duplicates(ConfigMap map)
    {
        RefusePath(map);
        var table = SqlText.Name(map.Require("table"));
        var columns = map.Require("columns")?.AsItemsOrOne().Select(SqlText.Name).ToList() ?? [];
        var list = string.Join(", ", columns);
        // Rows without a value are no duplicates of each other.
        var filled = string.Join(" AND ", columns.Select(column => $"{column} IS NOT NULL"));
        return new($"SELECT COUNT(*) FROM (SELECT {list} FROM {table} WHERE {filled} GROUP BY {list} HAVING COUNT(*) > 1) AS twice");
    }

    public override DataQuery Texts(ConfigMap map)
    {
        RefusePath(map);
        var (sql, table, column) = (map.Find("sql"), map.Find("table"), map.Find("column"));
        if (sql is not null == (table is not null || column is not null) || table is null != column is null)
        {
            map.Fail("either sql, or table and column");
        }

        return new(sql is not null ? SqlText.Query(sql) : $"SELECT {SqlText.Name(column)} FROM {SqlText.Name(table)}");
    }

    public override DataQuery Number(ConfigMap map) => new(SqlText.Query(map.Require("sql")));

    private static void RefusePath(ConfigMap map) =>
        map.Find("path")?.Fail("'path' is for a json source; this one has tables and sql");
}
