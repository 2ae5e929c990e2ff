using System.Data.Common;
using Dapper;

namespace Parfumerie.Data;

/// <summary>An open connection whose every statement is a span. Without <see cref="BeginAsync"/> each statement commits by itself.</summary>
internal sealed class ShopConnection(DbConnection connection, string system) : IAsyncDisposable
{
    private DbTransaction? _transaction;

    public async Task BeginAsync(CancellationToken token) => _transaction = await connection.BeginTransactionAsync(token);

    public async Task CommitAsync(CancellationToken token)
    {
        await (_transaction ?? throw new InvalidOperationException("Commit without a transaction.")).CommitAsync(token);
        await _transaction.DisposeAsync();
        _transaction = null;
    }

    public async Task<IReadOnlyList<T>> QueryAsync<T>(string sql, object? args, CancellationToken token) =>
        (await SqlSpan.RunAsync(system, sql, () => connection.QueryAsync<T>(Command(sql, args, token)))).AsList();

    public Task<T?> FindAsync<T>(string sql, object? args, CancellationToken token) =>
        SqlSpan.RunAsync(system, sql, () => connection.QueryFirstOrDefaultAsync<T>(Command(sql, args, token)));

    public Task<T> GetAsync<T>(string sql, object? args, CancellationToken token) =>
        SqlSpan.RunAsync(system, sql, () => connection.QuerySingleAsync<T>(Command(sql, args, token)));

    /// <returns>The number of rows that changed.</returns>
    public Task<int> ExecuteAsync(string sql, object? args, CancellationToken token) =>
        SqlSpan.RunAsync(system, sql, () => connection.ExecuteAsync(Command(sql, args, token)));

    public async ValueTask DisposeAsync()
    {
        if (_transaction is not null)
        {
            await _transaction.DisposeAsync();
        }

        await connection.DisposeAsync();
    }

    private CommandDefinition Command(string sql, object? args, CancellationToken token) =>
        new(sql, args, _transaction, cancellationToken: token);
}
