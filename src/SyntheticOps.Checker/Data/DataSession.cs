using System.Data.Common;
using System.Globalization;

namespace SyntheticOps.Checker.Data;

/// <summary>One read-only transaction.</summary>
/// <param name="transaction">Null when it was begun by SQL.</param>
/// <param name="interrupt">Stops a running statement where cancellation alone does not.</param>
internal sealed class DataSession(DbConnection connection, DbTransaction? transaction, Action? interrupt) : IAsyncDisposable
{
    public async Task<long> CountAsync(string sql, CancellationToken token) =>
        await ValueAsync(sql, token) is { } value && value is not DBNull
            ? Convert.ToInt64(value, CultureInfo.InvariantCulture)
            : throw new InvalidDataException("The query gave no number.");

    /// <summary>First column of the first row.</summary>
    public async Task<object?> ValueAsync(string sql, CancellationToken token)
    {
        await using var stop = token.Register(() => interrupt?.Invoke());
        await using var command = Command(sql);
        return await command.ExecuteScalarAsync(token);
    }

    /// <summary>First column of the first rows.</summary>
    public async Task<List<string>> ListAsync(string sql, int most, CancellationToken token)
    {
        await using var stop = token.Register(() => interrupt?.Invoke());
        await using var command = Command(sql);
        await using var reader = await command.ExecuteReaderAsync(token);
        var rows = new List<string>();
        while (rows.Count < most && await reader.ReadAsync(token))
        {
            if (!await reader.IsDBNullAsync(0, token))
            {
                rows.Add(Convert.ToString(reader.GetValue(0), CultureInfo.InvariantCulture) ?? "");
            }
        }

        return rows;
    }

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private DbCommand Command(string sql)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        return command;
    }
}
