using System.Globalization;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data;

/// <summary>`orphans: {name, sql, at-most}`: rows that belong to nothing, such as payments without an order.</summary>
internal sealed class OrphansRule(string name, string sql, long most) : IDataRule
{
    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token) => Judge(name, await look.Session.CountAsync(sql, token), most);

    public static Finding? Judge(string name, long count, long most) => count <= most ? null : new Finding(
        "data-orphans",
        Severity.Error,
        FindingKind.State,
        name,
        [count.ToString(CultureInfo.InvariantCulture), most.ToString(CultureInfo.InvariantCulture)],
        $"{name}: {count} rows belong to nothing, at most {most} may.");
}
