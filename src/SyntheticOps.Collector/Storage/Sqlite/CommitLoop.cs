using System.Threading.Channels;
using Dapper;
using Microsoft.Data.Sqlite;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>
/// The writer's thread: takes what waits, runs each piece of work in a savepoint of its own, commits once for all of them
/// (group commit) and then completes the callers. A fault of the store itself fails the group and everything that waits,
/// and work is refused until a probe row can be written again.
/// </summary>
internal sealed class CommitLoop(StoreFile file, ChannelReader<WorkItem> queue, TimeProvider clock, ILogger logger)
{
    private const int GroupLimit = 32;
    private const string Savepoint = "item";

    private static readonly TimeSpan GroupTime = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan RecoveryPause = TimeSpan.FromMilliseconds(500);

    /// <summary>A lock held by others for longer than this makes new work be refused at once.</summary>
    private static readonly TimeSpan PatienceWithLock = TimeSpan.FromSeconds(1);

    private readonly List<WorkItem> _group = new(GroupLimit);
    private SqliteConnection? _connection;
    private volatile string? _fault;
    private long _beganAt;

    public string? Trouble => _fault ?? WaitingForLock();

    public void Run(CancellationToken stop)
    {
        while (queue.WaitToReadAsync(CancellationToken.None).AsTask().GetAwaiter().GetResult())
        {
            try
            {
                CommitGroup();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Refuse(e);
                Recover(stop);
            }
        }

        _connection?.Dispose();
    }

    private string? WaitingForLock()
    {
        var began = Interlocked.Read(ref _beganAt);
        return began != 0 && clock.GetElapsedTime(began) > PatienceWithLock ? "Another process holds the store's lock." : null;
    }

    private void CommitGroup()
    {
        _group.Clear();
        _connection ??= file.OpenWriter();
        using var transaction = Begin(_connection);
        var started = clock.GetTimestamp();
        while (_group.Count < GroupLimit && clock.GetElapsedTime(started) < GroupTime && queue.TryRead(out var item))
        {
            if (item.TryStart())
            {
                RunInSavepoint(item, _connection, transaction);
            }
        }

        transaction.Commit();
        _group.ForEach(item => item.Complete());
        _group.Clear();
    }

    /// <summary>BEGIN IMMEDIATE, so that the lock is waited for here and not in the middle of the work.</summary>
    private SqliteTransaction Begin(SqliteConnection connection)
    {
        Interlocked.Exchange(ref _beganAt, clock.GetTimestamp());
        try
        {
            return connection.BeginTransaction(deferred: false);
        }
        finally
        {
            Interlocked.Exchange(ref _beganAt, 0);
        }
    }

    private void RunInSavepoint(WorkItem item, SqliteConnection connection, SqliteTransaction transaction)
    {
        _group.Add(item);
        transaction.Save(Savepoint);
        try
        {
            item.Run(connection, transaction);
            transaction.Release(Savepoint);
        }
        catch (Exception e) when (!StoreFault.Is(e))
        {
            transaction.Rollback(Savepoint);
            transaction.Release(Savepoint);
            _group.Remove(item);
            item.Fail(e);
        }
    }

    private void Refuse(Exception reason)
    {
        _fault = $"The store cannot be written: {reason.Message}";
        logger.StoreFailed(reason.Message);
        var busy = new StoreBusyException(_fault, reason);
        _group.ForEach(item => item.Fail(busy));
        _group.Clear();
        FailWaiting(busy);
    }

    private void FailWaiting(StoreBusyException busy)
    {
        while (queue.TryRead(out var item))
        {
            if (item.TryStart())
            {
                item.Fail(busy);
            }
        }
    }

    private void Recover(CancellationToken stop)
    {
        while (_fault is not null && !stop.IsCancellationRequested)
        {
            try
            {
                _connection?.Dispose();
                _connection = null;
                _connection = file.OpenWriter();
                WriteProbe(_connection);
                _fault = null;
                logger.StoreRecovered();
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                _fault = $"The store cannot be written: {e.Message}";
                stop.WaitHandle.WaitOne(RecoveryPause);
            }
        }
    }

    private void WriteProbe(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        connection.Execute(
            "insert or replace into store_probe (id, at_ms) values (1, @At)", new { At = clock.GetUtcNow().ToUnixTimeMilliseconds() }, transaction);
        transaction.Commit();
    }
}
