using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Parfumerie.Data;

/// <summary>A file in the data folder; nothing to install.</summary>
internal sealed class SqliteDialect(string path) : ISqlDialect
{
    private readonly string _connectionString = new SqliteConnectionStringBuilder
    {
        DataSource = path,
        ForeignKeys = true,
        DefaultTimeout = 5,
    }.ToString();

    public string SystemName => "sqlite";

    public string Preamble => "PRAGMA journal_mode = WAL;";

    /// <summary>Its transactions begin IMMEDIATE: one at a time.</summary>
    public string SchemaLock => "";

    public DbConnection Create() => new SqliteConnection(_connectionString);
}
