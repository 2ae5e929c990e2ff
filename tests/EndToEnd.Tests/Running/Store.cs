using Dapper;
using Microsoft.Data.Sqlite;

namespace EndToEnd.Tests.Running;

/// <summary>Looks into a collector's SQLite file, without writing.</summary>
internal sealed class Store(string dataFolder)
{
    /// <summary>The newest run that fits; null when there is none, or no store yet.</summary>
    public async Task<StoredRun?> FindRunAsync(string condition, object? parameters = null) => (await QueryAsync<StoredRun>(
        $"""
        select run_id RunId, check_name CheckName, outcome Outcome, maintenance Maintenance, start_nano StartNano, duration_nano DurationNano, artifacts Artifacts
        from runs where {condition} order by start_nano desc limit 1
        """,
        parameters)).SingleOrDefault();

    public Task<IReadOnlyList<StoredSpan>> SpansAsync(string traceId) => QueryAsync<StoredSpan>(
        "select name Name, service_name Service, attributes Attributes from spans where trace_id = @traceId order by start_nano", new { traceId });

    /// <summary>A line for each check, for messages.</summary>
    public string Summary() => string.Join('\n', QueryAsync<string>(
        "select check_name || ' ' || outcome || ' ' || coalesce(reason, '') || ' ' || coalesce(message, '') || ' x' || count(*) from runs group by 1, outcome, reason order by 1")
        .GetAwaiter().GetResult());

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? parameters = null)
    {
        var file = Path.Combine(dataFolder, "store.db");
        if (!File.Exists(file))
        {
            return [];
        }

        await using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        try
        {
            return [.. await connection.QueryAsync<T>(sql, parameters)];
        }
        catch (SqliteException e) when (e.SqliteErrorCode is 1 or 5 or 14)
        {
            return []; // its tables are being made, it is busy, or it is about to be opened for the first time
        }
    }
}

internal sealed record StoredRun(string RunId, string CheckName, string Outcome, long Maintenance, long StartNano, long DurationNano, string Artifacts);

internal sealed record StoredSpan(string Name, string Service, string Attributes);
