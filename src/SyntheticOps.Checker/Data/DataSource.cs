namespace SyntheticOps.Checker.Data;

/// <summary>A database that is read and never written. Its address is the operator's own choice, so the address policy does not judge it.</summary>
internal abstract class DataSource
{
    /// <summary>Opens a connection whose transaction cannot write.</summary>
    /// <param name="limit">Longest statement.</param>
    public abstract Task<DataSession> OpenAsync(TimeSpan limit, CancellationToken token);

    /// <summary>Whether the fault says that a table is not there, not that the source is out of reach.</summary>
    public abstract bool IsMissingTable(Exception e);
}
