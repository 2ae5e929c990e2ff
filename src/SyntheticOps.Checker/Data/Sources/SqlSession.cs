using System.Data.Common;
using System.Globalization;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>One read-only transaction.</summary>
/// <param name="transaction">Null when it was begun by SQL.</param>
/// <param name="interrupt">Stops a running statement where cancellation alone does not.</param>
internal sealed class SqlSession(DbConnection connection, DbTransaction? transaction, Action? interrupt) : DataSession
{
    public override async Task<long> CountAsync(DataQuery query, CancellationToken token) =>
        await NewestAsync(query, token) is { } value && value is not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : throw new SourceException(Reasons.CannotVerify, Saying.Of("data.not-judged", Saying.Of("data.no-number")));

    public override async Task<object?> NewestAsync(DataQuery query, CancellationToken token) =>
        await RowsAsync(query.Text, 1, token) is [[var value, ..]] ? value : null;

    public override async Task<List<string>> ListAsync(DataQuery query, int most, CancellationToken token) =>
    [
        .. (await RowsAsync(query.Text, most, token)).Where(row => row[0] is not DBNull)
            .Select(row => Convert.ToString(row[0], CultureInfo.InvariantCulture) ?? ""),
    ];

    /// <summary>The first rows, all columns.</summary>
    public async Task<List<object[]>> RowsAsync(string sql, int most, CancellationToken token)
    {
        await using var stop = token.Register(() => interrupt?.Invoke());
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<object[]>();
        while (rows.Count < most && await reader.ReadAsync(token))
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The same for what may fail without spoiling the transaction; the fault instead of rows.</summary>
    public async Task<(List<object[]> Rows, DbException? Fault)> TryRowsAsync(string sql, int most, CancellationToken token)
    {
        await RunAsync("SAVEPOINT attempt", token);
        try
        {
            var rows = await RowsAsync(sql, most, token);
            await RunAsync("RELEASE SAVEPOINT attempt", token);
            return (rows, null);
        }
        catch (DbException e)
        {
            await RunAsync("ROLLBACK TO SAVEPOINT attempt", token);
            return ([], e);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private async Task RunAsync(string sql, CancellationToken token)
    {
        await using var command = Command(sql);
        await command.ExecuteNonQueryAsync(token);
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
