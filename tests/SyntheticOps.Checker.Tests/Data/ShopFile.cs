using Microsoft.Data.Sqlite;

namespace SyntheticOps.Checker.Tests.Data;

/// <summary>A real SQLite file in a folder of its own, which also holds the baseline.</summary>
internal sealed class ShopFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("synops-data-");

    public ShopFile() => Run("""
        PRAGMA journal_mode = WAL;
        CREATE TABLE products (slug TEXT, image TEXT);
        CREATE TABLE orders (id TEXT, created_at BIGINT);
        CREATE TABLE order_lines (order_id TEXT);
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20) INSERT INTO products SELECT i, '/images/' || i || '.svg' FROM n;
        """);

    public string Database => Path.Combine(_folder.FullName, "shop.db");

    public string Baseline => Path.Combine(_folder.FullName, "counts", "orders.json");

    public void Run(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public long Count(string table)
    {
        using var connection = new SqliteConnection($"Data Source={Database};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM " + table;
        return (long)command.ExecuteScalar()!;
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
