using System.Data.Common;

namespace SyntheticOps.Collector.Storage;

/// <summary>The one writer: every change of the database goes through it, several in one transaction (group commit).</summary>
public interface IStoreWriter
{
    /// <summary>
    /// Runs the work on the writer's connection inside its transaction and completes after the commit. When it throws,
    /// its own changes are rolled back (savepoint) and the exception arrives here; others in the group are not touched.
    /// Throws <see cref="StoreBusyException"/> when the bounded queue is full or the store does not answer in 5 s.
    /// </summary>
    Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, T> work, CancellationToken token);
}

/// <summary>Read connections, apart from the writer's (WAL: readers never wait for it).</summary>
public interface IStoreReader
{
    Task<T> ReadAsync<T>(Func<DbConnection, T> work, CancellationToken token);
}
