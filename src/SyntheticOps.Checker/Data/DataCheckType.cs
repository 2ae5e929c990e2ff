using SyntheticOps.Checker.Data.Restore;
using SyntheticOps.Checker.Data.Rules;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checker.Http;
using SyntheticOps.Checks;
using SyntheticOps.Checks.Configuration;

namespace SyntheticOps.Checker.Data;

/// <summary>`data: {source, baseline}` and the rules below; each may be a list.</summary>
internal sealed class DataCheckType(HttpTransport transport, TimeProvider clock) : ICheckType
{
    public string Name => "data";

    public ICheck Create(CheckDefinition definition, Site site, ConfigNode body, ConfigMap entry)
    {
        var map = body.AsMap();
        var folder = Path.GetDirectoryName(body.File)!;
        var baseline = map.Find("baseline")?.AsText() is { Length: > 0 } path ? path : Path.Combine(".synops", "baselines", definition.Name + ".json");
        var source = SourceReader.Read(map.Require("source"), folder, site, transport);
        List<IDataRule> rules =
        [
            .. Rules(map, "count", item => CountRule.Read(item, source)),
            .. Rules(map, "newest", item => NewestRule.Read(item, source)),
            .. Rules(map, "orphans", item => OrphansRule.Read(item, source)),
            .. Rules(map, "duplicates", item => DuplicatesRule.Read(item, source)),
            .. Rules(map, "images", item => ImagesRule.Read(item, source, transport)),
            .. Rules(map, "connections", ConnectionsRule.Read, source),
            .. Rules(map, "slow-queries", SlowQueriesRule.Read, source),
            .. Rules(map, "backup", item => BackupRule.Read(item, BackupPlace.Read(item, site, transport))),
            .. Rules(map, "restore-test", item => RestoreTestRule.Read(item, source as PostgresSource, clock), source),
        ];
        if (rules.Count == 0)
        {
            map.Fail("at least one of count, newest, orphans, duplicates, images, connections, slow-queries, backup and restore-test is needed, else nothing is looked at");
        }

        return new DataCheck(new DataCheckOptions { Source = source, Rules = rules, Baseline = Path.GetFullPath(baseline, folder) }, clock);
    }

    private static List<IDataRule> Rules(ConfigMap map, string key, Func<ConfigMap, IDataRule> read) =>
        map.Find(key) is { } node ? [.. node.AsItemsOrOne().Select(item => read(item.AsMap()))] : [];

    /// <summary>A rule that asks PostgreSQL what no other source knows.</summary>
    private static List<IDataRule> Rules(ConfigMap map, string key, Func<ConfigMap, IDataRule> read, DataSource source)
    {
        if (map.Find(key) is { } node && source is not PostgresSource)
        {
            node.Fail($"{key} needs a postgres source");
        }

        return Rules(map, key, read);
    }
}
