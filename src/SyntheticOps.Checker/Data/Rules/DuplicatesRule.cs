using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>`duplicates: {table, columns, path, at-most}`: what may stand there once only, such as the payment of an order.</summary>
internal sealed class DuplicatesRule(string table, DataQuery query, long most) : IDataRule
{
    public const string Code = "data-duplicates";

    public static DuplicatesRule Read(ConfigMap map, DataSource source) =>
        new(map.Require("table")?.AsText() ?? "", source.Duplicates(map), map.Find("at-most")?.AsInteger(0, int.MaxValue) ?? 0);

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) => Judge(table, await look.Session.CountAsync(query, token), most);

    public static Finding? Judge(string table, long count, long most) => count <= most ? null : new Finding(
        Code,
        Severity.Error,
        FindingKind.State,
        table,
        [count.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture)],
        $"{table}: {count} values stand there more than once, at most {most} may.");
}
