using System.Globalization;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Configuration;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Rules;

/// <summary>
/// `slow-queries: {mean-over, calls-at-least}`: statements of this database that took longer on average since the last run (in
/// the first run, since the statistics were reset), by pg_stat_statements where it is installed.
/// </summary>
internal sealed class SlowQueriesRule(TimeSpan limit, long calls) : IDataRule
{
    public const string Code = "slow-queries";

    private const string Subject = "pg_stat_statements";

    /// <summary>Statements that are followed; those that cost most come first.</summary>
    private const int Followed = 1000;

    private const int Named = 3;

    private const string Schema = "SELECT quote_ident(n.nspname) FROM pg_extension e JOIN pg_namespace n ON n.oid = e.extnamespace WHERE e.extname = 'pg_stat_statements'";

    private Dictionary<long, Statement> _before = [];

    public static SlowQueriesRule Read(ConfigMap map) => new(
        map.Require("mean-over")?.AsDuration(TimeSpan.FromMilliseconds(1), TimeSpan.FromHours(1)) ?? TimeSpan.FromSeconds(1),
        map.Find("calls-at-least")?.AsInteger(1, int.MaxValue) ?? 10);

    public async Task<Finding?> JudgeAsync(DataLook look, CancellationToken token)
    {
        var session = (SqlSession)look.Session;
        if (await session.RowsAsync(Schema, 1, token) is not [[string schema]])
        {
            return Unseen("is not installed in this database");
        }

        var (rows, fault) = await session.TryRowsAsync(
            $"""
            SELECT queryid, left(regexp_replace(query, '\s+', ' ', 'g'), 160), SUM(calls)::bigint, SUM(total_exec_time)
            FROM {schema}.pg_stat_statements WHERE dbid = (SELECT oid FROM pg_database WHERE datname = current_database()) AND queryid IS NOT NULL
            GROUP BY 1, 2 ORDER BY 4 DESC LIMIT {Followed}
            """,
            Followed,
            token);
        if (fault is not null)
        {
            return Unseen("cannot be read: " + fault.Message.ReplaceLineEndings(" "));
        }

        var now = rows.Select(row => new Statement((long)row[0], (string)row[1], (long)row[2], (double)row[3])).DistinctBy(each => each.Id).ToDictionary(each => each.Id);
        var finding = Judge(_before, now.Values, limit, calls);
        _before = now;
        return finding;
    }

    public static Finding? Judge(IReadOnlyDictionary<long, Statement> before, IEnumerable<Statement> now, TimeSpan limit, long calls)
    {
        var slow = now.Select(each => each.Since(before.GetValueOrDefault(each.Id)))
            .Where(each => each.Calls >= calls && each.Mean > limit)
            .OrderByDescending(each => each.TotalMs)
            .ToList();
        if (slow.Count == 0)
        {
            return null;
        }

        var names = string.Join("; ", slow.Take(Named).Select(each => string.Create(CultureInfo.InvariantCulture, $"{each.Mean.TotalMilliseconds:0} ms x {each.Calls}: {each.Text}")));
        return new Finding(
            Code,
            Severity.Warning,
            FindingKind.State,
            Subject,
            [slow.Count.ToString(CultureInfo.InvariantCulture), Durations.Format(limit), names],
            $"{slow.Count} {(slow.Count == 1 ? "statement takes" : "statements take")} longer than {Durations.Format(limit)} on average: {names}.");
    }

    private static Finding Unseen(string why) =>
        new("slow-queries-unseen", Severity.Info, FindingKind.State, Subject, [], $"Slow queries cannot be seen: pg_stat_statements {why}.");
}

/// <summary>A statement's share of the statistics.</summary>
internal sealed record Statement(long Id, string Text, long Calls, double TotalMs)
{
    public TimeSpan Mean => TimeSpan.FromMilliseconds(Calls == 0 ? 0 : TotalMs / Calls);

    /// <summary>What came since then; everything when the statistics were reset meanwhile.</summary>
    public Statement Since(Statement? before) =>
        before is null || before.Calls > Calls ? this : this with { Calls = Calls - before.Calls, TotalMs = TotalMs - before.TotalMs };
}
