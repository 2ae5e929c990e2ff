using System.Data.Common;
using Dapper;

namespace SyntheticOps.Collector.Storage.Telemetry;

/// <summary>Traces by filter, newest first.</summary>
internal static class TraceSearch
{
    public static PagedResult<TraceSummary> Find(DbConnection connection, TraceQuery query)
    {
        var limit = PageToken.Clamp(query.Limit);
        var after = PageToken.Parse(query.After);
        var rows = connection.Query<TraceRow>(
            $"""
            select t.trace_id as TraceId, t.root_name as RootName, t.root_service as RootService, t.start_nano as StartNano,
              t.end_nano as EndNano, t.spans as Spans, t.errors as Errors,
              (select group_concat(s.service_name, char(10)) from trace_services s where s.trace_id = t.trace_id) as Services
            from traces t {Where(query, after)} order by t.start_nano desc, t.trace_id desc limit @Limit
            """,
            new
            {
                query.Service,
                query.WithoutRootService,
                Pattern = "%" + Escape(query.Text ?? "") + "%",
                Id = query.Text?.Trim().ToLowerInvariant(),
                LongerThan = query.LongerThan?.Ticks * 100,
                From = query.From is { } from ? UnixNano.From(from) : 0,
                To = query.To is { } to ? UnixNano.From(to) : 0,
                AfterStart = after?.StartNano,
                AfterId = after?.Id,
                Limit = limit + 1,
            }).AsList();
        return PageToken.Page(rows, limit, row => new PageToken(row.StartNano, row.TraceId), row => row.ToSummary());
    }

    private static string Where(TraceQuery query, PageToken? after) => Conditions.Where(
        (query.Service is { Length: > 0 }, "exists (select 1 from trace_services s where s.trace_id = t.trace_id and s.service_name = @Service)"),
        (!string.IsNullOrWhiteSpace(query.Text), @"(t.trace_id = @Id or exists (select 1 from spans p where p.trace_id = t.trace_id and p.name like @Pattern escape '\'))"),
        (query.WithoutRootService is { Length: > 0 }, "t.root_service <> @WithoutRootService"),
        (query.ErrorsOnly, "t.errors > 0"),
        (query.LongerThan is not null, "t.end_nano - t.start_nano > @LongerThan"),
        (query.From is not null, "t.start_nano >= @From"),
        (query.To is not null, "t.start_nano < @To"),
        (after is not null, "(t.start_nano, t.trace_id) < (@AfterStart, @AfterId)"));

    private static string Escape(string text) =>
        text.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}

/// <summary>A row of the list of traces.</summary>
internal sealed record TraceRow
{
    public string TraceId { get; init; } = "";

    public string RootName { get; init; } = "";

    public string RootService { get; init; } = "";

    public long StartNano { get; init; }

    public long EndNano { get; init; }

    public int Spans { get; init; }

    public int Errors { get; init; }

    public string? Services { get; init; }

    public TraceSummary ToSummary() => new(
        TraceId, RootName, RootService, UnixNano.ToTime(StartNano), TimeSpan.FromTicks((EndNano - StartNano) / 100), Spans, Errors, Services?.Split('\n') ?? []);
}
