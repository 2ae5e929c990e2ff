using System.Data.Common;
using Dapper;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Runs by filter, newest start first; a page continues after a run, so that new ones do not shift it.</summary>
internal static class RunSearch
{
    public static PagedResult<RunRecord> Find(DbConnection connection, RunQuery query)
    {
        var limit = PageToken.Clamp(query.Limit);
        var after = PageToken.Parse(query.After);
        var rows = connection.Query<RunRow>(
            $"select {RunRow.Columns} from runs r {Where(query, after)} order by r.start_nano desc, r.run_id desc limit @Limit",
            new
            {
                query.Site,
                query.Check,
                query.Location,
                Outcome = query.Outcome?.Word(),
                From = query.From is { } from ? UnixNano.From(from) : 0,
                To = query.To is { } to ? UnixNano.From(to) : 0,
                AfterStart = after?.StartNano,
                AfterId = after?.Id,
                Limit = limit + 1,
            }).AsList();
        return PageToken.Page(rows, limit, row => new PageToken(row.StartNano, row.RunId), row => row.ToRecord());
    }

    private static string Where(RunQuery query, PageToken? after) => Conditions.Where(
        (query.Site is not null, "r.site = @Site"),
        (query.Check is not null, "r.check_name = @Check"),
        (query.Location is not null, "r.location = @Location"),
        (query.Outcome is not null, "r.outcome = @Outcome"),
        (query.From is not null, "r.start_nano >= @From"),
        (query.To is not null, "r.start_nano < @To"),
        (after is not null, "(r.start_nano, r.run_id) < (@AfterStart, @AfterId)"));
}
