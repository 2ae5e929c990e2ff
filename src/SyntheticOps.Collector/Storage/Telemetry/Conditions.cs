namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>The conditions of a search that apply.</summary>
internal static class Conditions
{
    /// <summary>The `where` of a query; empty when there are none.</summary>
    public static string Where(params IEnumerable<(bool Applies, string Condition)> all)
    {
        var conditions = all.Where(one => one.Applies).Select(one => one.Condition).ToList();
        return conditions.Count == 0 ? "" : "where " + string.Join(" and ", conditions);
    }
}
