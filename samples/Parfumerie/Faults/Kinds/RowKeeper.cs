using Parfumerie.Data;

namespace Parfumerie.Faults.Kinds;

/// <summary>
/// Moves rows into a copy within the same database, in one transaction, and back: no crash can lose them. It uses the database
/// below the faults, so that a deletion can be repaired while `database-down` is on.
/// </summary>
internal sealed class RowKeeper(ShopDatabase database)
{
    /// <summary>Deletes the chosen rows after copying them.</summary>
    /// <param name="rows">Table and condition of each, children first; a condition may refer to @count.</param>
    /// <param name="count">How many rows of the last table.</param>
    /// <param name="token">Gives up before the commit.</param>
    /// <returns>Rows deleted from the last table.</returns>
    public async Task<int> TakeAsync(IReadOnlyList<(string Table, string Condition)> rows, int count, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        var taken = 0;
        foreach (var (table, condition) in rows)
        {
            await connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {Copy(table)} AS SELECT * FROM {table} WHERE 1 = 0", null, token);
            await connection.ExecuteAsync($"INSERT INTO {Copy(table)} SELECT * FROM {table} WHERE {condition}", new { count }, token);
            taken = await connection.ExecuteAsync($"DELETE FROM {table} WHERE {condition}", new { count }, token);
        }

        await connection.CommitAsync(token);
        return taken;
    }

    /// <summary>Puts every copy back; a row that exists again meanwhile stays as it is.</summary>
    public async Task RestoreAsync(IReadOnlyList<(string Table, string Condition)> rows, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        await connection.BeginAsync(token);
        foreach (var (table, _) in rows.Reverse())
        {
            await connection.ExecuteAsync($"CREATE TABLE IF NOT EXISTS {Copy(table)} AS SELECT * FROM {table} WHERE 1 = 0", null, token);
            await connection.ExecuteAsync($"INSERT INTO {table} SELECT * FROM {Copy(table)} WHERE true ON CONFLICT DO NOTHING", null, token);
            await connection.ExecuteAsync($"DROP TABLE {Copy(table)}", null, token);
        }

        await connection.CommitAsync(token);
    }

    public async Task<long> CountAsync(string table, CancellationToken token)
    {
        await using var connection = await database.OpenAsync(token);
        return await connection.GetAsync<long>($"SELECT COUNT(*) FROM {table}", null, token);
    }

    private static string Copy(string table) => "fault_" + table;
}
