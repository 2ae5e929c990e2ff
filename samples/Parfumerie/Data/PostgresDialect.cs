using System.Data.Common;
using Npgsql;

namespace Parfumerie.Data;

/// <summary>A PostgreSQL server, named by `ConnectionStrings:shop`.</summary>
internal sealed class PostgresDialect(string connectionString) : ISqlDialect, IAsyncDisposable
{
    private readonly NpgsqlDataSource _source = NpgsqlDataSource.Create(connectionString);

    public string SystemName => "postgresql";

    public string Preamble => "";

    /// <summary>CREATE TABLE IF NOT EXISTS fails when two sessions run it at the same moment.</summary>
    public string SchemaLock => "SELECT pg_advisory_xact_lock(7265031);";

    public DbConnection Create() => _source.CreateConnection();

    public ValueTask DisposeAsync() => _source.DisposeAsync();
}
