using System.Data;
using System.Globalization;
using Npgsql;
using SyntheticOps.Checks;

namespace SyntheticOps.Checker.Data.Sources;

/// <summary>
/// `source: {postgres: ...}`. The limits are set inside the transaction, because connection poolers such as Supabase's keep
/// nothing else. A role that may only read is still the better guard.
/// </summary>
internal sealed class PostgresSource(string connectionString) : SqlSource
{
    private static readonly TimeSpan LockWait = TimeSpan.FromSeconds(2);

    /// <summary>Never shown.</summary>
    public string ConnectionString => connectionString;

    public override async Task<DataSession> OpenAsync(CheckRun run, CancellationToken token)
    {
        var limit = run.Definition.Timeout;
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString)
        {
            ApplicationName = "synops",
            Pooling = false,
            Multiplexing = false,
            Enlist = false,
            Timeout = Seconds(limit),
            CommandTimeout = Seconds(limit),
        }.ToString());
        try
        {
            await connection.OpenAsync(token);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, token);
            await using var readOnly = new NpgsqlCommand("SET TRANSACTION READ ONLY", connection, transaction);
            await readOnly.ExecuteNonQueryAsync(token);
            await using var limits = new NpgsqlCommand(
                "SELECT set_config('statement_timeout', $1, true), set_config('lock_timeout', $2, true)", connection, transaction);
            limits.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Milliseconds(limit) });
            limits.Parameters.Add(new NpgsqlParameter<string> { TypedValue = Milliseconds(LockWait) });
            await limits.ExecuteNonQueryAsync(token);
            return new SqlSession(connection, transaction, null);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public override bool IsMissingTable(Exception e) => e is PostgresException { SqlState: PostgresErrorCodes.UndefinedTable };

    private static int Seconds(TimeSpan span) => Math.Max((int)Math.Ceiling(span.TotalSeconds), 1);

    private static string Milliseconds(TimeSpan span) => Math.Max((long)span.TotalMilliseconds, 1).ToString(CultureInfo.InvariantCulture);
}
