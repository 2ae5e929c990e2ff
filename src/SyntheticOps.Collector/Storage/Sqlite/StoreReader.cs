using System.Collections.Concurrent;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using static SQLitePCL.raw;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>A pool of read connections. A query is interrupted when its caller goes away or after 10 s.</summary>
internal sealed class StoreReader(StoreFile file, TimeProvider clock) : IStoreReader, IDisposable
{
    public const int PoolSize = 8;

    private static readonly TimeSpan QueryTime = TimeSpan.FromSeconds(10);

    private readonly SemaphoreSlim _free = new(PoolSize);
    private readonly ConcurrentBag<SqliteConnection> _idle = [];

    public async Task<T> ReadAsync<T>(Func<DbConnection, T> work, CancellationToken token)
    {
        using var deadline = new CancellationTokenSource(QueryTime, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, token);
        try
        {
            await _free.WaitAsync(either.Token);
            try
            {
                return await Task.Run(() => Query(work, either.Token), either.Token);
            }
            finally
            {
                _free.Release();
            }
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new StoreBusyException("The query took more than 10 s.", e);
        }
        catch (SqliteException e) when (StoreFault.Is(e))
        {
            throw new StoreBusyException($"The store cannot be read: {e.Message}", e);
        }
    }

    public void Dispose()
    {
        while (_idle.TryTake(out var connection))
        {
            connection.Dispose();
        }

        _free.Dispose();
    }

    private T Query<T>(Func<DbConnection, T> work, CancellationToken token)
    {
        var connection = _idle.TryTake(out var idle) ? idle : file.OpenReader();
        var healthy = false;
        try
        {
            // Disposing the registration waits for a running callback, so the handle outlives it.
            using var interrupt = token.Register(() => sqlite3_interrupt(connection.Handle));
            var result = work(connection);
            healthy = true;
            return result;
        }
        catch (SqliteException e) when (e.SqliteErrorCode == SQLITE_INTERRUPT)
        {
            healthy = true;
            throw new OperationCanceledException(e.Message, e, token);
        }
        finally
        {
            if (healthy)
            {
                _idle.Add(connection);
            }
            else
            {
                connection.Dispose();
            }
        }
    }
}
