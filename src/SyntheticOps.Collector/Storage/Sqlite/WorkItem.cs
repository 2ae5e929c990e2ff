using System.Data.Common;

namespace SyntheticOps.Collector.Storage.Sqlite;

/// <summary>One caller's work in the writer's queue. It is either run or given up, never both.</summary>
internal abstract class WorkItem
{
    private const int Waiting = 0;
    private const int Started = 1;
    private const int Abandoned = 2;

    private int _state;

    public bool TryStart() => Interlocked.CompareExchange(ref _state, Started, Waiting) == Waiting;

    /// <summary>False when the work runs already; its outcome is then open.</summary>
    public bool TryAbandon() => Interlocked.CompareExchange(ref _state, Abandoned, Waiting) == Waiting;

    public abstract void Run(DbConnection connection, DbTransaction transaction);

    /// <summary>Hands out the result; after the commit.</summary>
    public abstract void Complete();

    public abstract void Fail(Exception reason);
}

/// <summary>Work with a result.</summary>
internal sealed class WorkItem<T>(Func<DbConnection, DbTransaction, T> work) : WorkItem
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Done => _done.Task;

    public override void Run(DbConnection connection, DbTransaction transaction) => _result = work(connection, transaction);

    public override void Complete() => _done.TrySetResult(_result!);

    public override void Fail(Exception reason) => _done.TrySetException(reason);
}
