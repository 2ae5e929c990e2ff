namespace SyntheticOps.Checker.Data.Sources;

/// <summary>The source as it is at one moment.</summary>
internal abstract class DataSession : IAsyncDisposable
{
    public abstract Task<long> CountAsync(DataQuery query, CancellationToken token);

    /// <summary>The newest time, in whatever form the source has times; null without a row.</summary>
    public abstract Task<object?> NewestAsync(DataQuery query, CancellationToken token);

    /// <summary>The first texts of a column.</summary>
    public abstract Task<List<string>> ListAsync(DataQuery query, int most, CancellationToken token);

    public abstract ValueTask DisposeAsync();
}

/// <summary>What to look for: SQL, or a path in a JSON document.</summary>
/// <param name="Columns">Members of the items at that path; SQL names its own.</param>
internal sealed record DataQuery(string Text, params IReadOnlyList<string> Columns);
