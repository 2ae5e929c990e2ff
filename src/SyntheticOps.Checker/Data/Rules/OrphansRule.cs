using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`orphans: {name, sql, at-most}`: rows that belong to nothing, such as payments without an order.</summary>
internal sealed class OrphansRule(string name, DataQuery query, long most) : IDataRule
{
    public static OrphansRule Read(ConfigMap map, DataSource source) => new(
        map.Find("name")?.AsText() is { Length: > 0 } name ? name : "orphans",
        source.Number(map),
        map.Find("at-most")?.AsInteger(0, int.MaxValue) ?? 0);

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) => Judge(name, await look.Session.CountAsync(query, token), most);

    public static Finding? Judge(string name, long count, long most) => count <= most ? null : new Finding(
        "data-orphans",
        Severity.Error,
        FindingKind.State,
        name,
        [count.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture)],
        $"{name}: {count} rows belong to nothing, at most {most} may.");
}
