using Dapper;
using Microsoft.Data.Sqlite;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>Opens connections and reads back every setting that durability hangs on.</summary>
internal sealed class SqliteConnections(string path)
{
    /// <summary>How long a connection waits for another process's lock, milliseconds.</summary>
    public const int BusyTimeoutMs = 5000;

    /// <summary>The write-ahead log is cut back to this after a checkpoint, bytes.</summary>
    private const int LogLimit = 64 * 1024 * 1024;

    /// <summary>synchronous=FULL: the log is synced before a commit returns.</summary>
    private const int SynchronousFull = 2;

    public SqliteConnection Open(bool queryOnly)
    {
        var connection = Connect(SqliteOpenMode.ReadWrite);
        try
        {
            connection.Execute($"pragma busy_timeout = {BusyTimeoutMs}");
            connection.Execute("pragma journal_mode = wal");
            connection.Execute("pragma synchronous = full");
            connection.Execute("pragma foreign_keys = on");
            connection.Execute($"pragma journal_size_limit = {LogLimit}");
            connection.Execute($"pragma query_only = {(queryOnly ? 1 : 0)}");
            AssertSettings(connection);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>For looking at a file that may not be ours: changes nothing in it.</summary>
    public SqliteConnection OpenUntouched() => Connect(SqliteOpenMode.ReadOnly);

    private SqliteConnection Connect(SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = mode,
            Pooling = false,
            DefaultTimeout = BusyTimeoutMs / 1000,
        }.ToString());
        connection.Open();
        return connection;
    }

    private static void AssertSettings(SqliteConnection connection)
    {
        Expect("journal_mode", "wal");
        Expect("synchronous", $"{SynchronousFull}");
        Expect("foreign_keys", "1");
        Expect("busy_timeout", $"{BusyTimeoutMs}");

        void Expect(string pragma, string value)
        {
            var seen = connection.ExecuteScalar<string>("pragma " + pragma);
            if (seen != value)
            {
                throw new InvalidOperationException($"SQLite answers {pragma}={seen}, expected {value}; the data folder must be on a local file system.");
            }
        }
    }
}
