using System.Data.Common;
using System.Threading.Channels;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>
/// The door to the one writer: a bounded queue that says no early. What is accepted is committed by <see cref="CommitLoop"/>,
/// and only then does the caller's task complete.
/// </summary>
internal sealed class StoreWriter : IStoreWriter, IDisposable
{
    /// <summary>Work items that may wait.</summary>
    public const int QueueLimit = 64;

    /// <summary>From the call to the commit.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(5);

    /// <summary>How long a caller waits for room in the queue.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(50);

    private static readonly TimeSpan StopTime = TimeSpan.FromSeconds(8);

    private readonly Channel<WorkItem> _queue = Channel.CreateBounded<WorkItem>(
        new BoundedChannelOptions(QueueLimit) { FullMode = BoundedChannelFullMode.Wait, SingleReader = true });

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly CommitLoop _loop;
    private readonly Thread _thread;

    public StoreWriter(StoreFile file, TimeProvider clock, ILogger<StoreWriter> logger)
    {
        _clock = clock;
        _loop = new CommitLoop(file, _queue.Reader, clock, logger);
        _thread = new Thread(() => _loop.Run(_stop.Token)) { Name = "store writer", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Why nothing can be written now; null when all is well.</summary>
    public string? Trouble => _loop.Trouble;

    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> work, CancellationToken token)
    {
        if (_loop.Trouble is { } trouble)
        {
            throw new StoreBusyException(trouble);
        }

        var item = new WorkItem<T>(work);
        await EnqueueAsync(item, token);
        try
        {
            return await item.Done.WaitAsync(Deadline, _clock, token);
        }
        catch (TimeoutException e)
        {
            if (item.Done.IsCompleted)
            {
                // It ended in the moment of the deadline, perhaps because the lock's own 5 s were over.
                return await item.Done;
            }

            item.TryAbandon();
            throw new StoreBusyException("The store did not commit within 5 s.", e);
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            item.TryAbandon();
            throw;
        }
    }

    /// <summary>Commits what was accepted, then closes the file. The container calls it once for each interface.</summary>
    public void Dispose()
    {
        if (!_queue.Writer.TryComplete())
        {
            return;
        }

        _stop.Cancel();
        _thread.Join(StopTime);
        _stop.Dispose();
    }

    private async Task EnqueueAsync(WorkItem item, CancellationToken token)
    {
        if (_queue.Writer.TryWrite(item))
        {
            return;
        }

        using var patience = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, token);
        try
        {
            await _queue.Writer.WriteAsync(item, either.Token);
        }
        catch (OperationCanceledException e) when (!token.IsCancellationRequested)
        {
            throw new StoreBusyException($"The store's queue is full ({QueueLimit} waiting).", e);
        }
        catch (ChannelClosedException e)
        {
            throw new StoreBusyException("The store is being closed.", e);
        }
    }
}
