using Microsoft.Data.Sqlite;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>`source: {sqlite: FILE}`: opened read-only; a file that is not there is not made.</summary>
internal sealed class SqliteSource(string path) : SqlSource
{
    private const int GenericError = 1;

    /// <summary>The writer's locks are short.</summary>
    private const int BusySeconds = 2;

    public override async Task<DataSession> OpenAsync(CheckRun run, CancellationToken token)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = SqliteOpenMode.ReadOnly,
            Pooling = false,
            DefaultTimeout = BusySeconds,
        }.ToString());
        try
        {
            await connection.OpenAsync(token);
            // The driver's own transactions begin IMMEDIATE, which needs the right to write.
            await using var begin = connection.CreateCommand();
            begin.CommandText = "BEGIN DEFERRED";
            await begin.ExecuteNonQueryAsync(token);
            return new SqlSession(connection, null, () => SQLitePCL.raw.sqlite3_interrupt(connection.Handle));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override bool IsMissingTable(Exception e) =>
        e is SqliteException { SqliteErrorCode: GenericError } && e.Message.Contains("no such table", StringComparison.Ordinal);
}
