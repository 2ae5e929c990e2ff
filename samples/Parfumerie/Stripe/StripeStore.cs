using Dapper;
using Microsoft.Data.Sqlite;
using SyntheticOps.ServiceDefaults.Configuration;

namespace Parfumerie.Stripe;

/// <summary>The fake's own file: it is another company, and the shop losing its rows does not unpay them.</summary>
internal sealed class StripeStore
{
    private readonly string _connectionString;

    public StripeStore(DataFolder folder)
    {
        _connectionString = new SqliteConnectionStringBuilder { DataSource = folder.File("stripe.db"), DefaultTimeout = 5 }.ToString();
        using var connection = new SqliteConnection(_connectionString);
        connection.Open();
        connection.Execute("PRAGMA journal_mode = WAL;" + Embedded.Text("stripe.sql"));
    }

    public async Task<SqliteConnection> OpenAsync(CancellationToken token)
    {
        var connection = new SqliteConnection(_connectionString);
        await connection.OpenAsync(token);
        return connection;
    }
}
