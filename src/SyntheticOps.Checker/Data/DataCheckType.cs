using System.Globalization;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data;

/// <summary>`data: {source, count, newest, orphans, images, baseline}`; a rule may be a list of rules.</summary>
internal sealed class DataCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    private static readonly TimeSpan Shortest = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3650);

    public string Name => "data";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var folder = Path.GetDirectoryName(body.File)!;
        var baseline = map.Find("baseline")?.AsText() is { Length: > 0 } path ? path : Path.Combine(".synops", "baselines", definition.Name + ".json");
        var source = Source(map.Require("source"), folder);
        List<IDataRule> rules =
        [
            .. Rules(map, "count", Count),
            .. Rules(map, "newest", Newest),
            .. Rules(map, "orphans", Orphans),
            .. Rules(map, "images", Images),
        ];
        if (rules.Count == 0)
        {
            map.Fail("at least one of count, newest, orphans and images is needed, else nothing is looked at");
        }

        return new DataCheck(new DataCheckOptions { Source = source, Rules = rules, Baseline = Path.GetFullPath(baseline, folder) }, clock);
    }

    private static List<IDataRule> Rules(ConfigMap map, string key, Func<ConfigMap, IDataRule> read) =>
        map.Find(key) is { } node ? [.. node.AsItemsOrOne().Select(item => read(item.AsMap()))] : [];

    private static DataSource Source(ConfigNode? node, string folder)
    {
        var map = node?.AsMap();
        var (sqlite, postgres) = (map?.Find("sqlite"), map?.Find("postgres"));
        if (map is not null && (sqlite is null) == (postgres is null))
        {
            map.Fail("a source is {sqlite: FILE} or {postgres: \"${NAME}\"}");
        }

        if (postgres is null)
        {
            return new SqliteSource(Path.GetFullPath(sqlite?.AsText() is { Length: > 0 } file ? file : "none.db", folder));
        }

        var address = PostgresAddress.Parse(postgres.AsSecret());
        if (address is null)
        {
            postgres.Fail("a PostgreSQL address is expected: Host=…;Username=…;Database=… or postgresql://user:password@host/database");
        }

        return new PostgresSource(address ?? "");
    }

    private static CountRule Count(ConfigMap map)
    {
        var table = map.Require("table");
        var name = SqlText.Name(table);
        var sql = map.Find("sql") is { } query ? SqlText.Query(query) : $"SELECT COUNT(*) FROM {name}";
        return new CountRule(table?.AsText() ?? "", sql, Percent(map.Require("falls-more-than")));
    }

    private static NewestRule Newest(ConfigMap map)
    {
        var table = map.Require("table");
        var sql = $"SELECT MAX({SqlText.Name(map.Require("column"))}) FROM {SqlText.Name(table)}";
        QuietHours? quiet = null;
        if (map.Find("quiet-hours") is { } hours && (quiet = QuietHours.Parse(hours.AsText())) is null)
        {
            hours.Fail("hours with their time zone are expected, such as 01:00-07:00 Europe/Paris");
        }

        return new NewestRule(table?.AsText() ?? "", sql, map.Require("older-than")?.AsDuration(Shortest, Longest) ?? Longest, quiet);
    }

    private static OrphansRule Orphans(ConfigMap map) => new(
        map.Find("name")?.AsText() is { Length: > 0 } name ? name : "orphans",
        SqlText.Query(map.Require("sql")),
        map.Find("at-most")?.AsInteger(0, int.MaxValue) ?? 0);

    private ImagesRule Images(ConfigMap map) => new(transport, SqlText.Query(map.Require("sql")), map.Find("sample")?.AsInteger(1, 500) ?? 50);

    private static double Percent(ConfigNode? node)
    {
        var text = node?.AsText() ?? "0%";
        if (text.EndsWith('%') && double.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent) && percent < 100)
        {
            return percent;
        }

        node?.Fail("a share from 0% to 99% is expected, such as 5%");
        return 0;
    }
}
