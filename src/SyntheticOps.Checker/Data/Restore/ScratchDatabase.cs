using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using Npgsql;
using SyntheticOps.Checker.Data.Sources;
using SyntheticOps.Checks.Words;
using SyntheticOps.ServiceDefaults.Telemetry;

namespace SyntheticOps.Checker.Data.Restore;

/// <summary>A database of one restore test: made, used and dropped, whatever happens; what a killed probe left is dropped by the next test.</summary>
internal sealed class ScratchDatabase : IAsyncDisposable
{
    private const string Prefix = "synops_restore_";

    /// <summary>Longer than any run may last.</summary>
    private static readonly TimeSpan Forgotten = TimeSpan.FromHours(1);

    /// <summary>The runner does not wait so long after a deadline, but the process lives on.</summary>
    private static readonly TimeSpan DropLimit = TimeSpan.FromSeconds(30);

    private readonly string _server;
    private readonly string _name;
    private readonly TimeProvider _clock;

    private ScratchDatabase(string server, string name, TimeProvider clock) => (_server, _name, _clock) = (server, name, clock);

    /// <summary>Of the scratch database; never shown.</summary>
    public string ConnectionString => new NpgsqlConnectionStringBuilder(_server) { Database = _name, Pooling = false }.ToString();

    public static async Task<ScratchDatabase> CreateAsync(string server, IEnumerable<string> schemas, TimeProvider clock, CancellationToken token)
    {
        var now = clock.GetUtcNow();
        var name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{now.ToUnixTimeSeconds()}_{RandomNumberGenerator.GetHexString(8, lowercase: true)}");
        var scratch = new ScratchDatabase(server, name, clock);
        try
        {
            await using (var connection = await OpenAsync(server, token))
            {
                await DropForgottenAsync(connection, now, token);
                await ExecuteAsync(connection, $"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8'", token);
            }

            await using var inside = await OpenAsync(scratch.ConnectionString, token);
            foreach (var schema in schemas)
            {
                await ExecuteAsync(inside, $"CREATE SCHEMA IF NOT EXISTS \"{schema}\"", token);
            }

            return scratch;
        }
        catch (DbException e)
        {
            await scratch.DisposeAsync();
            throw new SourceException(Reasons.CannotVerify, Saying.Of("restore.into", e.Message.ReplaceLineEndings(" ")));
        }
        catch
        {
            await scratch.DisposeAsync();
            throw;
        }
    }

    public static async Task<NpgsqlConnection> OpenAsync(string address, CancellationToken token)
    {
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { ApplicationName = "synops", Pooling = false, Timeout = 10, CommandTimeout = 600 }.ToString());
        try
        {
            await connection.OpenAsync(token);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var limit = new CancellationTokenSource(DropLimit, _clock);
        try
        {
            await using var connection = await OpenAsync(_server, limit.Token);
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS \"{_name}\" WITH (FORCE)", limit.Token);
        }
        catch (Exception e) when (e is DbException or OperationCanceledException or TimeoutException)
        {
            // The next test drops what is forgotten.
        }
    }

    private static async Task DropForgottenAsync(NpgsqlConnection connection, DateTimeOffset now, CancellationToken token)
    {
        var names = new List<string>();
        await using (var command = new NpgsqlCommand($"SELECT datname FROM pg_database WHERE starts_with(datname, '{Prefix}')", connection))
        await using (var reader = await command.ExecuteReaderAsync(token))
        {
            while (await reader.ReadAsync(token))
            {
                names.Add(reader.GetString(0));
            }
        }

        foreach (var name in names.Where(name => IsForgotten(name, now)))
        {
            await ExecuteAsync(connection, $"DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)", token);
        }
    }

    internal static bool IsForgotten(string name, DateTimeOffset now) =>
        name.StartsWith(Prefix, StringComparison.Ordinal)
        && name[Prefix.Length..].Split('_') is [var made, { Length: 8 } mark]
        && mark.All(char.IsAsciiHexDigitLower)
        && long.TryParse(made, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
        && now.ToUnixTimeSeconds() - seconds > Forgotten.TotalSeconds;

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql, CancellationToken token)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(token);
    }
}
